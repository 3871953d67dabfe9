# The door: what moderators and reporters read, always in private or in the log place.

command-mute = Quietly take a member's voice for a while
command-mute-member = Whom
command-mute-span = For how long, such as 30 min, 2 h or 3 days
command-mute-reason = Why; only moderators read it
command-mute-menu = Mute quietly
command-unmute = Give a member their voice back
command-unmute-member = Whom
command-case = Look up a case
command-case-number = The number of the case
command-undo = Undo a decision; without a number, your own last one
command-undo-number = The number of the case
command-mod = The last cases and the reports that wait
command-report = Put a message before the moderators, unseen by everybody else
command-report-reason = What is wrong with it, if you like
command-report-menu = Report to the moderators

door-whom = Whom do you mean? On Telegram, reply to a message of theirs, or forward it to me in our private chat and nobody sees a thing; `@name` will do for somebody I have seen write since I was started. Whoever speaks anonymously as the group, and its linked channel, are the group itself, which nobody can mute. On Discord and in the lobby, pick the person or use the menu on one of their messages.
door-unseen = { $erased ->
    [yes] I took your line away, but some may have seen it.
   *[no] Please delete your line yourself; I lack the right to.
 } Unseen it goes like this: forward the message to me in our private chat, or use the buttons in the log.
door-span = A mute lasts { $shortest } at least and { $longest } at most.
door-how-long = I cannot read “{ $given }” as a length. Try `10m`, `2h`, `3 days` or `until 22:00`; without one it is the usual time.

# What stands in the way, and what to click.
door-no-self = That is you. If the house itself is to be quiet, `/pause` does it.
door-no-house = I cannot mute myself. `/pause` keeps me quiet.
door-no-team = { $name } belongs to the team here. The role has to go first, with `/team` or in the platform's own rights; then it works.
door-nowhere = { $platform ->
    [discord] Nobody can be muted there: this community has no server on Discord that I am in.
    [telegram] Nobody can be muted there: this community has no group on Telegram that I am in.
   *[other] Nobody can be muted there: I am not in that place.
 }
door-no-right = { $platform ->
    [discord] You lack the right to do that on Discord. An owner grants it under Server Settings, Roles (“Timeout members” to mute, “Manage messages” to delete); or link your account from there with `/code`.
    [telegram] You lack the right to do that on Telegram. The group's owner grants it under Administrators (“Ban users” to mute, “Delete messages” to delete); or link your account from there with `/code`.
   *[other] In the lobby that is for whoever holds the badge. Open the badge link that `gastgeber run` prints, in your own tab.
 }
door-no-rank = { $name } ranks no lower than you in { $server }. Somebody with a higher role has to do it.
door-house-right = { $platform ->
    [discord] In { $server } I may not mute. Turn on “Timeout members” for my role under Server Settings, Roles.
    [telegram] In { $server } I may not mute. Open the group's Administrators, pick me and turn on “Ban users”; a basic group has to become a supergroup first.
   *[other] In { $server } I may not mute.
 }
door-house-rank = { $platform ->
    [discord] In { $server }, { $name } has a role above mine. Drag my role higher under Server Settings, Roles.
    [telegram] In { $server }, { $name } is an administrator, and Telegram lets nobody mute those. Take that away under Administrators first.
   *[other] In { $server }, { $name } stands above me.
 }

# A case.
door-case-head = **{ $kind ->
    [mute] Case { $number }: mute
    [unmute] Case { $number }: voice given back
   *[report] Case { $number }: reported by { $count ->
        [one] one guest
       *[other] { $count } guests
     }
 }**{ $about ->
    [nobody] { "" }
   *[somebody] {" "}({ $name }, { $platform ->
        [discord] Discord
        [telegram] Telegram
       *[other] lobby
     })
 }
door-case-state = { $state ->
    [mute-open] Muted until { $until }
    [mute-ended] Over since { $until }
    [mute-replaced] Replaced by a newer mute
    [mute-undone] Undone
    [unmute-ended] Done
    [report-nothing] Closed: nothing wrong
    [report-muted] Closed: muted
    [report-erased] Message deleted; still open
    [report-ended] Closed
   *[report-open] Waits for a decision
 }{ $by ->
    [nobody] .
   *[somebody] , by { $who }.
 }
door-case-reason = Reason: { $reason }
door-case-evidence = They wrote: “{ $words }”
door-failed = About case { $number } ({ $name }):
door-failed-mute = In { $server } the mute did not work. { $why }
door-failed-absent = { $name } is not in { $server } at the moment. The mute holds as soon as they are back.
door-failed-unmute = In { $server } the voice could not be given back. { $why }
door-failed-erase = The message could not be deleted. { $why }
door-failed-tell = { $name } could not be told (not reached). { $why }

door-undo-label = Undo
door-reason-label = Change the reason
door-also-label = Also mute { $name } ({ $platform ->
    [discord] Discord
    [telegram] Telegram
   *[other] lobby
 })
door-somebody = somebody
door-somebody-team = a moderator
door-somebody-also = the same guest
door-the-house = a line of mine
door-who-label = Who?
door-who = Case **{ $number }** is about { $name }.
door-who-elsewhere = I carry no name from one platform to another. Open `/case { $number }` { $platform ->
    [discord] on Discord
    [telegram] on Telegram
   *[other] in the lobby
 }, or link your account from there with `/code`; then I tell you who it is.
door-mute-label = Mute for { $span }
door-fine-label = Nothing wrong
door-erase-label = Delete the message
door-reopen-label = Open again
door-show-label = Case { $number }
door-back-label = Back to the log
door-reason-form = Reason
door-reason-form-reason = Why; only moderators read it

door-muted = Case **{ $number }**: { $name } is muted until { $until }. Nobody else sees anything of it.
door-also-muted = Case **{ $number }**: { $name } is muted as well.
door-unmuted = Case **{ $number }**: { $name } has their voice back.
door-undone = Undone. { $name } has their voice back (case **{ $number }**).
door-reason-kept = The reason in case **{ $number }** is noted.
door-which-case = I need the number of the case, such as `/case 12`. `/mod` lists the last ones, and `/undo` alone takes back your own last decision.
door-no-case = There is no case { $number } here. { $last ->
    [0] No case has been opened so far.
   *[other] The last one has the number { $last }.
 }
door-nothing-yet = You have not decided anything here that could be undone. With `/undo` and a number you undo somebody else's case.
door-undo-over = The mute in case { $number } is over already.
door-undo-forgotten = Whoever case { $number } is about asked to be forgotten. The mute ends by itself; `/unmute` with the person's name gives the voice back at once.
door-undo-nothing = In case { $number } there is nothing to undo. `/case { $number }` shows what can be done.
door-told = In { $community } you cannot write until { $until }. If you think this is a mistake, talk to the moderators.

# The log.
door-log =
    **The door**
    { $reports ->
    [0] No report waits for a decision.
    [one] One report waits for a decision.
   *[other] { $reports } reports wait for a decision.
 } { $cases ->
    [0] There are no cases yet.
   *[other] The last cases:
 }
door-log-line = **{ $number }** { $state ->
    [mute-open] muted
    [mute-ended] was muted
    [mute-replaced] was muted
    [mute-undone] mute undone
    [unmute-ended] voice given back
    [report-open] reported, waits
    [report-erased] reported, message deleted
    [report-muted] reported, muted
   *[other] reported, closed
 }: { $name }, { $when }

# Reports.
door-report-how = To report a message: on Discord and in the lobby, open the menu on the message and choose the report. On Telegram, reply to the message with `/report`; your line is taken away at once. Only the moderators learn of it.
door-report-thanks = Thank you. The moderators have it before them; nobody else sees your report.
door-report-own = That is your own message. You can simply delete it.
door-report-enough = That is a lot of reports in one hour. The moderators see those you have made; please try again later.
door-report-settled = Case { $number } has been decided already.
door-report-muted = Muted: { $name } (case **{ $number }**).
door-report-closed = Case **{ $number }** is closed. Nobody hears anything of it.
door-report-reopened = Case **{ $number }** is open again.
door-report-erased = The message from case **{ $number }** is being deleted.
door-reason-report = Report, case { $number }

# A message forwarded to the house.
door-forward = Mute { $name } in { $community }? Nobody but the moderators learns of it.
door-forward-hidden = { $name } hides who they are in forwarded messages, so I cannot tell whom you mean. Reply to their message in the group with `/mute` instead; I take your line away at once.
door-off = The door is left to another bot here; the owner can change that in `/setup`.
