# Who runs the house: roles, codes, and communities that become one. Read by owners, and by whoever holds a code.

command-team = Who holds which role here; give one, take one, map roles
command-team-action = What to do; nothing shows who holds what
command-team-role = The role it is about
command-team-member = The person it is about
command-code = Use a code somebody gave you
command-code-code = The code, such as KX4M-7RTP
command-community = What this community consists of, and linking it with another server or group

team-desk = These are the roles of the house here:
team-granted = Done, from now on and everywhere this community meets:
team-revoked = Taken back, at once and everywhere this community meets:
team-revoked-still = The house's own grant is taken back. This person keeps the role by their rights on the platform or by a mapped role:
team-code-which = Choose below for which role the code shall be. Who holds what now:
team-holders = **{ $role }**: { $who }
team-holders-by-right = **{ $role }**: { $who }; by their rights or a mapped role: { $others }
team-holders-only-by-right = **{ $role }**: { $others } (by their rights or a mapped role)
team-nobody = nobody
team-elsewhere = { $count } on { $platform }
team-how = To give a role by picking a person: `/team grant moderator @name`, on Telegram also as a reply to a message of theirs. To give it to somebody who is not at hand, make a code.
team-discord-menu = Discord itself decides who finds which command in its menu. So that everybody finds theirs: Server settings, Integrations, my name, and allow the command to them. The buttons in `/help` work in any case.
team-who-and-what = Tell me the role and the person, for example `/team grant moderator @name`. On Telegram I know a user name only once I have seen somebody write since I was started: else reply to a message of theirs. Without a person at hand, `/team code moderator` makes a code.
team-sure = I met this user name as { $who }. Shall they be { $role } here?
team-sure-label = Yes, that is them
team-not-sure-label = No, somebody else
team-not-granted = The house gave this person no such role, so there is nothing to take back. What they may do by their rights on the platform is decided there.
team-last-owner = That would leave nobody who may run this house. Make somebody else owner first.
team-not-me = I am the house myself; a role would not suit me.
team-not-reached = I cannot write in private to the person you gave the role **{ $role }**. They hold it all the same; I tell them as soon as they are in touch with the house.
team-you-are = You are now **{ $role }** of **{ $community }**. `/help` shows what you can do.

team-code-issued = This makes one person **{ $role }**, once, within { $life }: { $code }
team-code-role = This code makes you **{ $role }** of **{ $community }**. Shall I?
team-code-wrong = I cannot use that code: it may be mistyped, used already or too old. After five wrong ones I take none for ten minutes.
team-code-void = Whoever made this code does not run the house any more, so it does nothing. Please ask for a new one.
team-start-unknown = The link that brought you here is not valid, or no longer is. Nothing is lost: ask whoever gave it to you for a new one, or see what I can do for you.
team-code-left = Left as it was. The code stays good until it runs out.
team-code-form = Use a code
team-code-form-code = The code
team-code-use-label = Yes, do it
team-code-leave-label = No, leave it
team-code-label = Code: { $role }
team-take-label = Take a role back
team-maps-label = Map platform roles
team-community-label = What belongs to us
team-back-label = Back

team-maps = Roles of the platforms can stand for roles of the house. Whoever gets or loses such a role there gets or loses it here at once.
team-mapped = Mapped, and it counts at once.
team-unmapped = No longer mapped, and that counts at once.
team-map = **{ $theirs }** counts as { $role }
team-map-which = Which of these shall count as **{ $role }**?
team-map-none = There is no role on your platforms yet that could count as **{ $role }**.
team-admins = Administrators of { $group }
team-mapto-label = Map to { $role }
team-map-label = Choose a role
team-unmap-label = Stop mapping
team-more-label = More roles

team-community = **{ $community }** consists of:
team-server = { $name } on { $platform }, { $count ->
    [one] one place
   *[other] { $count } places
 }
team-guests = { $count ->
    [0] I know no guests there yet.
    [one] I know one guest there.
   *[other] I know { $count } guests there.
 }
team-link-issued = In the other server or group its owner types { $code }, within { $life }. Nothing happens before both sides have seen a preview and said yes.
team-link-preview = **{ $younger }** would join **{ $older }**: one guest list, one team, one set of settings.
team-link-rehearsal = Mind: the lobby is a rehearsal room. Once linked, what is said and pressed there reaches the real guests.
team-link-side = **{ $name }**
team-link-settings = { $count ->
    [0] Language, time zone and settings of { $older } stay; nothing is taken over from { $younger }.
    [one] Language, time zone and settings of { $older } stay; one setting is taken over from { $younger } or added to.
   *[other] Language, time zone and settings of { $older } stay; { $count } settings are taken over from { $younger } or added to.
 }
team-link-people = Owners, moderators, team and hosts of both hold their roles in the whole. { $count ->
    [0] Nobody I know is in both.
    [one] One person is in both and becomes one guest.
   *[other] { $count } people are in both and become one guest each.
 }
team-link-open = Afterwards the house is open in all of it.
team-link-closed = Afterwards the house is still closed, until an owner opens it.
team-link-final = There is no way back.
team-link-asked = **{ $name }** would like to be one community with you.
team-link-waiting = Noted. Now **{ $there }** has a day to say yes; I tell you either way.
team-link-refused = **{ $there }** would rather stay by itself. Nothing was changed.
team-link-left = Left as it was; I pass that on kindly.
team-linked = Done: all of it is **{ $community }** now.
team-link-void = This offer is no longer good. Please begin again with `/community`.
team-link-same = Those two are one community already.
team-link-where = Please use this code in the server or group that shall be linked.
team-link-label = Link a server or group
team-link-review-label = Look at it: { $name }
team-link-accept-label = Yes, link us
team-link-refuse-label = No
