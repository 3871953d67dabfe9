# The cheerful lines of a party: only these may be said in a motto's own voice.
parties-cheer-opened = **{ $title }** is open! Come in, find a spot and say a quick hello.
parties-cheer-reminder = { $lead } to go until **{ $title }**: { $when }. Who is coming?
parties-cheer-icebreaker = To warm up, one question for the round:
parties-cheer-poll = Now it is your turn. Tap your answer:
parties-cheer-songs = What shall we play tonight? Wish for a song and vote for others' wishes.
parties-cheer-last-round = Last round at **{ $title }**! If there was something you wanted to say, now is the moment.
parties-cheer-goodbye = That was **{ $title }**. Thank you for being here, and get home safely!

# Commands
command-party = Throw a party and look after your own
command-party-action = What to do: new, show, list or plan
command-party-words = Name and time, such as Neon Night Friday 8 pm
command-parties = What is on and what is coming
command-calendar = All parties of the next thirty days and what is due

# Buttons
parties-button-yes = Coming
parties-button-maybe = Maybe
parties-button-no = Not this time
parties-button-remind = Remind me
parties-button-unremind = Do not remind me
parties-button-ics = Calendar file
parties-button-name = Show my name
parties-button-unname = Hide my name
parties-button-keep = I am coming
parties-button-giveup = Give up my seat
parties-button-here = I am here
parties-button-wish = Wish for a song
parties-button-tellme = Tell me next time
parties-button-stop = Stop telling me
parties-button-look = Have a look
parties-button-list = All parties
parties-button-new = Throw a party
parties-button-edit = Edit
parties-button-seats = Seats
parties-button-reminders = Reminders
parties-button-publish = Publish
parties-button-withdraw = Call it off
parties-button-announce = { $ping ->
    [yes] Announce it there, with the ping
    [no] Announce it there again, no ping
   *[nobody] Announce it there again
 }
parties-button-discard = Discard
parties-button-auto = { $auto ->
    [yes] By itself is on: switch off
   *[no] By itself is off: switch on
 }
parties-button-begin = Begin now
parties-button-later = Ten minutes later
parties-button-next = Next act
parties-button-skip = Skip next act
parties-button-pause = Pause
parties-button-resume = Go on
parties-button-end = End the party
parties-button-recap = Public recap
parties-button-recapedit = Edit the words
parties-button-recappost = Publish recap
parties-button-again = Again next week
parties-button-pretend = Bring two pretend guests
parties-button-forward = Fast-forward

# Forms
parties-form-new = A new party
parties-form-new-title = What is it called?
parties-form-new-when = When? For example: Friday 8 pm
parties-form-new-about = What is it about?
parties-form-new-seats = How many seats? A dash means no limit
parties-form-new-address = Where, if not just here?
parties-form-edit = Change the party
parties-form-edit-title = New name (empty: stays as it is)
parties-form-edit-when = New time (empty: stays as it is)
parties-form-edit-about = New description (empty: stays as it is)
parties-form-edit-seats = Seats (empty: stays as it is)
parties-form-edit-address = Where (empty: stays as it is)
parties-form-seats = Seats
parties-form-seats-seats = How many seats? A dash means no limit
parties-form-reminders = Reminders
parties-form-reminders-reminders = How long before? Such as 1 day, 1 hour
parties-form-song = A song for tonight
parties-form-song-song = Which one?
parties-form-recap = The public recap
parties-form-recap-words = Your words about the evening

# The card
parties-card-title = **{ $title }**
parties-card-sample = _Sample party_
parties-card-motto = Motto: { $motto }
parties-card-when = When: { $when }
parties-card-where = Where: { $where }
parties-card-host = Host: { $host }
parties-card-seats = Seats: { $taken } of { $seats }
parties-card-going = { $taken ->
    [0] Nobody has said yes so far.
    [one] { $taken } person is coming.
   *[other] { $taken } people are coming.
 }
parties-card-waiting = On the waiting list: { $count }
parties-card-maybe = Maybe: { $count }
parties-names-there = ({ $count ->
    [one] one name, shown
   *[other] { $count } names, shown
 } on { $platform } only)
parties-card-names = Coming: { $names }
parties-card-running = **On now. Come in!**
parties-card-running-room = **On now** in the room “{ $room }”. Come in!
parties-card-ended = This party is over. Thanks to all who came.
parties-card-withdrawn = **Called off.** This party does not take place.
parties-when-ready = begins when you are ready
parties-when-open = not settled yet
parties-picture = Party picture: { $title }, { $when }

# Drafts
parties-preview = Preview of **{ $title }**. Only you can see this; nothing is public before you press _Publish_.
parties-preview-place = **{ $places }**, pings: { $pings }
parties-preview-nobody = nobody
parties-preview-picture = Picture: “{ $alt }”
parties-preview-reminders = Reminders in the room before it starts: { $leads }
parties-preview-soon = It begins too soon for a reminder in the room.
parties-preview-unreminded = The room is not reminded; whoever asks for it still is, in private.
parties-preview-time = There is no time yet: press _Edit_ and tell me when it begins.
parties-preview-place-missing = There is no place yet where parties are announced. `/setup` chooses one.
parties-untitled = A party
parties-motto-choose = Choose a motto
parties-motto-none = No motto
parties-voice-choose = Also in a voice channel?
parties-voice-none = No voice channel
parties-discarded = The draft **{ $title }** is gone. Nobody saw it.

# Times that have to be asked back
parties-doubt-past = That moment has passed already. When does **{ $title }** begin?
parties-doubt-ambiguous-hour = That could be the morning or the evening. When does **{ $title }** begin?
parties-doubt-no-date = On which day does **{ $title }** begin?
parties-doubt-no-time = At what time does **{ $title }** begin?
parties-doubt-unclear = I am not sure I read the time right. When does **{ $title }** begin?
parties-doubt-weekday-mismatch = That weekday and that date do not go together. When does **{ $title }** begin?
parties-doubt-impossible = There is no such day or time. When does **{ $title }** begin?
parties-doubt-too-far = That is more than two years away. When does **{ $title }** begin?
parties-doubt-gap = The clocks skip that hour. When does **{ $title }** begin?
parties-past = That moment has passed already. Press _Edit_ and give the party a new time.
parties-seats-wrong = I need a number of seats, such as 20, or a dash for no limit.
parties-seats-taken = { $taken ->
    [one] { $taken } seat is taken already, and nobody is sent away. Choose at least that many.
   *[other] { $taken } seats are taken already, and nobody is sent away. Choose at least that many.
 }
parties-reminders-wrong = I need up to five times before the start, such as `1 day, 1 hour`, or a dash for none.
parties-words-unfit = I would rather not repeat that. Please try other words, without links or markup.

# Answers to guests
parties-rsvp-seat = You have a seat at **{ $title }**. See you there!
parties-rsvp-waiting = **{ $title }** is full right now. You are number { $position } in line, and I will tell you as soon as a seat is free.
parties-rsvp-maybe = Noted: maybe. If you know more about **{ $title }** later, just press again.
parties-rsvp-no = Noted: **{ $title }** without you this time. Maybe see you at the next one.
parties-privacy = I keep your answer with your account so that seats and waiting list are right, and whether you came so that the team can count; { $who } is responsible; the answer goes { $kept } after the party, and `/mydata` shows or erases everything.
parties-name-shown = Your name is on the card of **{ $title }** now, on this platform only.
parties-name-hidden = Your name is not on the card of **{ $title }**. Your seat is the same.
parties-answer-first = Tell me first whether you are coming; then your name can be shown.
parties-seat-held = A seat at **{ $title }** ({ $when }) is yours now. Please tell me by { $until } that you are coming; after that it goes to the next in line.
parties-moved-up = A seat at **{ $title }** ({ $when }) is yours now. See you there!
parties-seat-kept = Good, your seat at **{ $title }** is settled.
parties-seat-gone = That seat at **{ $title }** has gone on to somebody else. You can get in line again.
parties-seat-lapsed = I heard nothing from you, so your seat at **{ $title }** went to the next in line. Press _Coming_ on the card to get in line again.
parties-calendar-file = Here is **{ $title }** for your calendar.
parties-wish = I will remind you in private, { $lead } before **{ $title }** begins.
parties-wish-unsure = I will remind you in private, { $lead } before **{ $title }** begins. If you have closed your private messages, I cannot; the card stands anyway.
parties-wish-unreachable = I cannot write to you in private right now, because your private messages are closed to me. Open them and I will remind you { $lead } before **{ $title }** begins.
parties-wish-gone = I will not remind you of **{ $title }** in private.
parties-too-late-to-remind = **{ $title }** is too close for another reminder. See you in a moment!
parties-reminder = { $lead } to go until **{ $title }**: { $when }.
parties-moved = **{ $title }** begins at another time now: { $when }. Your place stays yours.
parties-called-off = **{ $title }** ({ $when }) was called off. Sorry about that.
parties-checked-in = Good to have you at **{ $title }**!
parties-not-yet = **{ $title }** has not begun yet. Come back when the door opens.
parties-fan = I will tell you when the next party is announced. One tap ends that.
parties-fan-stopped = Done: I will not tell you about parties any more.
parties-next-time = You wanted to know: **{ $title }**, { $when }.
parties-gone = That party is long over and tidied away. `/parties` shows what is on now.
parties-over = **{ $title }** is over. `/parties` shows what comes next.
parties-withdrawn = **{ $title }** was called off. `/parties` shows what comes next.
parties-no-time = This party has no time yet; it begins when its host is ready.

# Acts
parties-act-say = a word to all
parties-act-icebreaker = icebreaker
parties-act-poll = poll
parties-act-songs = song wishes
parties-act-over = That is over already; what was counted stays.
parties-poll-line = { $option }: { $votes }
parties-voted = Your vote: **{ $choice }**. Press another one to change it.
parties-song-line = ♪ { $song } · { $votes }
parties-song-wished = “{ $song }” is on the list.
parties-song-voted = Your vote for “{ $song }” counts.
parties-song-unvoted = You took your vote for “{ $song }” back.
parties-songs-enough = You have wished for { $count } songs already. Leave some for the others, and vote for theirs!

# The host's desk and panel
parties-desk = Your parties. Begin a new one, or choose one to look after.
parties-choose = Choose a party
parties-line = **{ $title }**, { $when }{ $state ->
    [draft] { " " }(draft)
    [on] { " " }(on now)
    [ended] { " " }(over)
   *[coming] { "" }
 }
parties-list = What is on here:
parties-none = No party is planned right now.
parties-none-named = I find no party of that name.
parties-calendar = The next thirty days:
parties-calendar-empty = Nothing is planned for the next thirty days.
parties-calendar-entry = { $party } · Host: { $host }
parties-calendar-house = the house
parties-calendar-due = What is due:
parties-due-start = { $when }: **{ $title }** begins
parties-due-nohost = { $when }: I look whether somebody hosts **{ $title }**
parties-due-reminder = { $when }: reminder for **{ $title }**
parties-due-claim = { $when }: a held seat at **{ $title }** goes on
parties-due-act = { $when }: next act of **{ $title }**
parties-due-end = { $when }: **{ $title }** ends
parties-panel = **{ $title }**, { $when } { $state ->
    [running] · on now
    [paused] · paused
    [ended] · over
    [withdrawn] · called off
   *[published] · announced
 }
parties-panel-counts = Coming: { $yes }, waiting: { $waiting }, maybe: { $maybe }, not: { $no }
parties-panel-auto = By itself: { $auto ->
    [yes] **on**. { $state ->
        [published] I open it on time, and the acts follow one another. If you switch it off, I ask you to begin, and the acts wait for you.
        [running] The acts follow one another. If you switch it off, they wait for you.
       *[paused] Once you go on, the acts follow one another.
     }
   *[no] **off**. { $state ->
        [published] I ask you to begin, and the acts wait for you. If you switch it on, I open it on time, and they follow one another.
        [running] The acts wait for you. If you switch it on, they follow one another.
       *[paused] Once you go on, the acts wait for you.
     }
 }
parties-trouble-missed = Lines that came too late or did not get through: { $count }
parties-trouble-unknown = Reminders that may or may not have arrived: { $count }
parties-trouble-unreached = Private lines that reached nobody: { $count }
parties-trouble-unposted = Places where I could not announce it: { $count }
parties-trouble-repeated = Reminders that may have been posted twice: { $count }
parties-time-to-begin = It is time for **{ $title }**. Press _Begin now_ when you are there; if nobody does, I open the room by myself in a few minutes.
parties-begun-in-pause = I am paused, but you asked for it: **{ $title }** begins now. What I would say by myself stays quiet until /resume.
parties-nobody-hosts = Nobody came to host **{ $title }**, so I opened the room myself and leave out what needs a person.
parties-slept-through = I was not running while **{ $title }** ({ $when }) should have taken place, so it did not. Nothing was said in public.
parties-reminder-missed = A reminder for **{ $title }** ({ $when }) came too late and was not sent.
parties-acts-missed = I was away during **{ $title }**, so acts that should have come in the meantime are left out. The programme goes on from where it would be now.
parties-end-missed = I was away when **{ $title }** should have ended. It is over now; I said no goodbye, and acts I missed were not made up for.
parties-line-lost = A line for **{ $title }** ({ $when }) did not get through, at least in one place. { $reason ->
    [forbidden] I lack the right to write there.
    [gone] The place no longer exists.
    [stale] It would have come too late.
   *[other] The platform refused it.
 }
parties-not-posted = I could not announce **{ $title }** in { $place }. { $reason ->
    [forbidden] I lack the right to write there.
    [gone] The place no longer exists.
   *[other] The platform refused it.
 }
parties-act-later = Ten minutes more.
parties-not-host = Parties are thrown by the hosts here. Ask the team if you would like to be one.
parties-not-team = Parties are thrown by the team here. Tell the team what you would like to celebrate.
parties-not-yours = Only its host and the team can do that.
parties-not-now = **{ $title }** is { $state ->
    [draft] still a draft
    [published] announced, but not on yet
    [running] on already
    [paused] paused
    [withdrawn] called off
   *[ended] over
 }, so that does nothing right now.

# Recaps
parties-recap-team = **{ $title }** is over. The numbers, for the team only:
parties-recap-answers = Said yes: { $yes }, waiting list: { $waiting }, maybe: { $maybe }, no: { $no }
parties-recap-came = Came: { $came }, for the first time: { $first }, had a seat and were not seen: { $absent }
parties-recap-did = Wrote: { $wrote }, votes: { $votes }, songs: { $songs }
parties-recap-trouble = Lines missed: { $missed }, uncertain: { $unknown }, private lines that reached nobody: { $unreached }
parties-recap-repeated = { $count ->
    [one] One reminder may have been posted twice: I was stopped in the middle of it.
   *[other] { $count } reminders may have been posted twice: I was stopped in the middle of them.
 }
parties-recap-unseen = Came means: checked in, pressed, voted, wrote, or five minutes in the voice channel. Whoever only reads along cannot be seen.
parties-recap-draft = The public recap, as a draft. It names only those who agreed, each on their own platform.
parties-recap-public = { $came ->
    [0] **{ $title }** is over.
    [one] **{ $title }** is over, and { $came } guest was there.
   *[other] **{ $title }** is over, and { $came } of you were there.
 }{ $songs ->
    [0] { "" }
    [one] { " " }One song was wished for.
   *[other] { " " }{ $songs } songs were wished for.
 } See you next time!
parties-recap-names = With us: { $names }
parties-recap-published = The recap is out. What you change here changes there too.
parties-recap-stands = The recap is out already.

# The lobby's rehearsal
parties-sample-title = House-warming
parties-sample-about = A party to try things out. Press yes, bring pretend guests, fast-forward. Nobody outside this room is told.
parties-pretend-name = Guest { $number } (pretend)
parties-pretend = { $waiting ->
    [0] { $count } pretend guests said yes.
    [one] { $count } pretend guests said yes. One is on the waiting list: that is how it looks when a party is full.
   *[other] { $count } pretend guests said yes. { $waiting } are on the waiting list: that is how it looks when a party is full.
 }
parties-pretend-enough = That is enough pretend guests for one room.
parties-forward-badge = Only the holder of the badge can fast-forward. The link for it is printed by `gastgeber run`.
parties-forward-remind = This is what the reminder looks like.
parties-reminder-ready = **{ $title }** begins as soon as you are ready. Who is coming?
