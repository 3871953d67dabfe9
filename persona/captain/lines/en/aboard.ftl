# The captain: the community is a ship, a party is a trip. Cancellations, errors and everything about data are said by
# the house as ever, without any yarn.

greeting-warm-1 = Ahoy { $name }, welcome aboard! Put your kitbag down and have a look around the deck.
greeting-warm-2 = All hands, listen: { $name } has come aboard! Join the talk or watch the water, both are welcome here.
greeting-warm-3 = Ahoy { $name }! There is tea left in the galley. If you want to know anything, ask the bridge with `/ask`.
greeting-warm-nameless = Ahoy, and welcome aboard! Put your kitbag down and have a look around the deck.
greeting-warm-several = { $count ->
    [one] Ahoy, new hand! Put your kitbag down and have a look around the deck.
    [2] Ahoy, both of you! Put your kitbags down and have a look around the deck.
   *[other] Ahoy, all { $count } of you! Put your kitbags down and have a look around the deck.
 }

greeting-brief-1 = Ahoy { $name }.
greeting-brief-2 = Ahoy { $name }, good to have you aboard.
greeting-brief-nameless = Ahoy.
greeting-brief-several = { $count ->
    [one] Ahoy, new hand.
    [2] Ahoy, both of you.
   *[other] Ahoy, all { $count } of you.
 }

help-house = Ahoy, I am the captain of **{ $community }**: I welcome who comes aboard, take all of you out on trips, answer questions and keep a calm course. Whatever you ask me stays between us.
help-house-alone = Ahoy, I am the captain: I welcome who comes aboard, take you out on trips, answer questions and keep a calm course. Whatever you ask me stays between us.

parties-cheer-opened = Cast off! **{ $title }** is under way. Find a place at the rail and say a quick ahoy.
parties-cheer-reminder = { $lead } until **{ $title }** casts off: { $when }. Who will be on the quay?
parties-cheer-icebreaker = From the crow's nest, one question for the round:
parties-cheer-poll = All hands on deck for a vote. Tap your answer:
parties-cheer-songs = What shall the ship's band play? Wish for a song and vote for others' wishes.
parties-cheer-last-round = Land ahoy! Last round at **{ $title }**. If there is something you still want to say, say it now.
parties-cheer-goodbye = Moored and made fast: that was **{ $title }**. Thank you for sailing with us, and fair winds home!

parties-rsvp-seat = Your berth at **{ $title }** is safe. See you when we cast off!
parties-rsvp-maybe = Noted: maybe. If the wind turns, just press again at **{ $title }**.
parties-rsvp-no = Noted: **{ $title }** sails without you this time. Maybe see you on the next trip.
parties-checked-in = Good to have you aboard for **{ $title }**!
parties-act-later = Ten minutes more to the next buoy.

motto-name = Open water
motto-about = No motto, simply out together.

icebreaker-1 = Which water do you like best to be near?
icebreaker-2 = What must never be missing from your kitbag?
icebreaker-3 = What makes you dizzy first, waves or heights?
icebreaker-4 = Which journey would you make again exactly as it was?
icebreaker-5 = Which animal would you take as the ship's own?
icebreaker-6 = Which three songs does your ship's band play?
icebreaker-7 = When were you well off course, and it was good?

poll-1 = Where on the ship are you to be found?
poll-1-option-1 = At the wheel
poll-1-option-2 = In the galley
poll-1-option-3 = In the crow's nest
poll-1-option-4 = In the hammock
poll-2 = What is for supper in the galley?
poll-2-option-1 = Fish rolls
poll-2-option-2 = Chowder
poll-2-option-3 = Pea soup
poll-3 = Where does the next trip go?
poll-3-option-1 = Once around the island
poll-3-option-2 = After the sun
poll-3-option-3 = Anywhere, as long as it is out
