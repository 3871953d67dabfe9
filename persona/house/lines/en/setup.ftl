# The setup: what the owner of a place is asked before the house opens. All of it is private but `setup-line`.

command-setup = Set up the house here: private, page by page, open when you like

setup-call = Thank you for letting me into **{ $server }**. I say nothing there until the house is opened. When you have three minutes, let us go through the setup; `/setup` does the same.
setup-begin-label = Begin
setup-line = I am here and quiet until the house is opened. Whoever runs this group can set me up in private.
setup-line-label = Set me up in private
setup-not-you = The house can be set up by whoever owns the server or group, or was made owner with `/team`: { $who }.
setup-owner-unknown = I have not met them here yet

setup-step = **{ $community }**, page { $number } of { $total }
setup-now = Now: **{ $value }**
setup-suggested = As suggested: **{ $value }**
setup-open-question = still open
setup-as-it-is = nothing in particular
setup-nowhere = nowhere
setup-nobody = nobody
setup-own-place = Where people come in ({ $platform })

setup-ask-language = Which language shall I speak in public? Everybody still gets private answers in their own.
setup-ask-zone = In which time zone do you live? Party times and my night's rest go by it.
setup-ask-profile = What is this place for? It sets my tone, how often I may speak unasked and which parties I offer.
setup-ask-welcome = Where shall I welcome newcomers?
setup-ask-parties = Where shall parties be announced? Choose as many places as you like; choosing one again takes it out.
setup-ask-log = Where shall I write what only the team should read? Best let me make a private place for it; or choose a room that guests cannot see.
setup-ask-who = Who may throw parties? The team always may.
setup-ask-voice = Which of these greetings sounds like you?
setup-which-bots = I see other bots here: { $names }. What do they do already? I leave that part to them.
setup-ask-data = Who is responsible for the data I keep? Guests read the name and a way to reach them in the help.
setup-ask-pack = In whose words shall I speak? This is how each would greet a newcomer:
setup-ask-ping = Which role may an announcement ping? Nobody is pinged unless you choose it here.

setup-now-language = Language: **{ $value }**
setup-now-zone = Time zone: **{ $value }**
setup-now-profile = Profile: **{ $value }**
setup-now-welcome = I welcome: **{ $value }**
setup-now-parties = Parties are announced: **{ $value }**
setup-now-log = Private log: **{ $value }**
setup-now-who = Parties are thrown by: **{ $value }**
setup-now-voice = Voice: **{ $value }**
setup-now-bots = Left to other bots: **{ $value }**
setup-now-data = Responsible for data: **{ $value }**
setup-now-pack = Words: **{ $value }**
setup-now-ping = May be pinged: **{ $value }**

setup-page-language-label = Language and time
setup-page-profile-label = Profile and voice
setup-page-welcome-label = Welcome
setup-page-parties-label = Announcements
setup-page-log-label = Log
setup-page-who-label = Hosts and data
setup-page-pack-label = Character
setup-page-ping-label = Pings

setup-profile-entertainment = Entertainment
setup-profile-service = Service
setup-profile-campaign = Campaign
setup-who-team = the team only
setup-who-hosts = hosts and the team
setup-who-everyone = everyone
setup-bots-none = nothing
setup-bots-greet = greeting
setup-bots-moderate = moderating
setup-bots-both = greeting and moderating

setup-keep-label = Keep it, go on
setup-done-label = That is right
setup-rest-label = The rest as suggested
setup-home-label = Overview
setup-go-on-label = Go on
setup-more-label = More
setup-zone-label = Choose a time zone
setup-zone-other-label = Another one
setup-zone-form = Your time zone
setup-zone-form-zone = City or name, such as Europe/Berlin
setup-zone-unknown = I know no time zone called “{ $given }”. A name looks like Europe/Berlin or America/New_York; often the city alone will do.
setup-zone-first = Before we open I need to know your time zone.
setup-place-label = Choose on { $platform }
setup-pack-label = Choose a voice
setup-ping-label = Choose a role
setup-data-label = Enter name and contact
setup-data-form = Responsible for data
setup-data-form-name = Name
setup-data-form-contact = How to reach them
setup-make-label = Make one for me ({ $platform })
setup-group-label = A Telegram group for the team

setup-log-sure = Everyone who can read **{ $place }** will see cases and reports there, with names. I cannot tell who can read it. Is it private?
setup-log-yes-label = Yes, only the team reads it
setup-log-no-label = No, another place
setup-check-log = Cases and reports are written to **{ $place }** ({ $server }). Everyone who can read that place sees them; make sure that is only the team.
setup-room-name = House log
setup-room-coming = I am making a private room and invite owners, moderators and the team to it.
setup-room-nowhere = I find no room there that I could make one beside. Please make one yourself and choose it here.
setup-room-failed = I could not make the private room. { $why } You can make one yourself and choose it in `/setup`.
setup-room-unknown = I cannot tell whether the private room was made. Please have a look, and choose it in `/setup` if it is there.
setup-room-hello = This is the team's private place: I write here what only you should read.
setup-group-how = Add me to a Telegram group that only your team is in, and type { $code } there, within { $life }. I ask once more before anything happens.
setup-group-add-label = Choose the group
setup-group-ask = Shall **{ $group }** become the private log of **{ $community }**? Everybody in that group reads along, and whoever runs the group becomes an owner too.
setup-group-done = Done: from now on I write there what only the team of **{ $community }** should read.
setup-group-where = Please type this code in the group it is meant for.
setup-group-void = This code is no longer good. Please begin again with `/setup`.
setup-group-taken = This group is an open house of its own. `/community` links two communities, with a preview.

setup-home-closed = **{ $community }** is not open yet. Until then I say nothing in public.
setup-home-open = **{ $community }** is open.
setup-kept = Kept.
setup-rest-done = The rest stands as suggested; change whatever you like.
setup-desk-greeter-label = Greeting
setup-desk-team-label = Team
setup-desk-door-label = Door

setup-step-tongues-label = Languages and times
setup-tongues = In public I speak **{ $value }** everywhere and go by the time of **{ $zone }**, but for places in which you choose something else. Which place is it?
setup-tongue-ask = Which language shall I speak in **{ $place }**?
setup-tongue-own = { $place }: **{ $value }**
setup-tongue-like = { $place }: like everywhere
setup-like-label = Like everywhere
setup-clock-label = Time zone …
setup-clock-ask = Whose time do people in **{ $place }** go by? Parties that begin or are announced there name it. My quiet hours stay those of the whole community.
setup-tongues-back-label = Other places
setup-step-manners-label = Manners
setup-manners = These are my manners here. They concern only what I say without being asked; an answer comes at any hour, and a party has its own lines.
setup-manners-night = My night's rest: from **{ $start }** to **{ $end }** ({ $zone }). In that time I greet nobody and remind nobody in public.
setup-manners-no-night = I keep no night's rest: beginning and end are the same.
setup-manners-hourly = { $count ->
    [0] Unasked I say **nothing**, not even a welcome.
    [one] Unasked I say **one** line an hour in each place at most.
   *[other] Unasked I say **{ $count }** lines an hour in each place at most.
 }
setup-manners-tidied = The platform's own lines about who came and who left I take away where I may.
setup-manners-untidied = The platform's own lines about who came and who left stay.
setup-manners-label = Change night and number
setup-tidy-label = Take those lines away
setup-untidy-label = Let those lines stay
setup-manners-reset-label = Back to the house's own
setup-manners-restored = Back to the house's own manners.
setup-manners-form = Manners of the house
setup-manners-form-begins = Night begins, such as 22:00
setup-manners-form-ends = Night ends, such as 08:00
setup-manners-form-hourly = Unasked lines an hour, 0 to 20
setup-manners-no-time = “{ $given }” is no time of day to me. It looks like 22:00. Nothing was changed.
setup-manners-no-number = “{ $given }” does not work: it takes a number from 0 to { $most }. Nothing was changed.

setup-keeping-label = How long I keep things
setup-keeping = What guests leave behind I keep no longer than this. What is older goes for good within half an hour, and does not come back when a longer time is chosen.
setup-kept-names = Names of guests stay **{ $span }** after a party; then answers, votes and songs are numbers.
setup-kept-evidence = A case keeps the message it is about for **{ $span }**.
setup-keep-names-label = Names: { $span }
setup-keep-evidence-label = Cases: { $span }

setup-check-label = Check my rights
setup-check-again-label = Check again
setup-rights-fine = I have every right I need, everywhere.
setup-rights-missing = The house can open like this, but this is missing:
setup-rights-missing-open = This is missing:
setup-right-discord-post = In **{ $server }** I cannot write: Server settings, Roles, my role, turn on Send Messages.
setup-right-discord-read = In **{ $server }** I cannot see rooms: Server settings, Roles, my role, turn on View Channels.
setup-right-discord-see_joins = In **{ $server }** I do not learn who joins: turn on Server Members Intent for me in the developer portal.
setup-right-discord-moderate = In **{ $server }** I cannot mute: Server settings, Roles, my role, turn on Time Out Members, and drag my role above the guests'.
setup-right-discord-erase = In **{ $server }** I cannot take messages away: Server settings, Roles, my role, turn on Manage Messages.
setup-right-discord-open_places = In **{ $server }** I cannot open rooms for parties: Server settings, Roles, my role, turn on Create Public Threads and Create Private Threads.
setup-right-telegram-post = In **{ $server }** I cannot write: group settings, Permissions, let members send messages, or make me an administrator.
setup-right-telegram-read = In **{ $server }** I cannot read along: make me an administrator, or turn privacy mode off for me at @BotFather with /setprivacy.
setup-right-telegram-see_joins = In **{ $server }** I do not reliably learn who joins: group settings, Administrators, add me.
setup-right-telegram-moderate = In **{ $server }** I cannot mute: group settings, Administrators, my name, turn on Ban Users. A basic group has to become a supergroup first.
setup-right-telegram-erase = In **{ $server }** I cannot take messages away: group settings, Administrators, my name, turn on Delete Messages.
setup-right-telegram-open_places = In **{ $server }** I cannot open topics for parties: turn on Topics in the group settings, then Administrators, my name, Manage Topics.
setup-place-gone = **{ $place }** was chosen here and does not exist any more.
setup-lost = In **{ $community }** the place **{ $place }** is gone. { $use ->
    [welcome] That is where I welcomed new guests; until another one is chosen I welcome nobody there.
    [parties] That is where I announced parties; please choose another one.
   *[log] That is where I wrote for the team; until another one is chosen I write to moderators in private.
 }
setup-lost-label = Choose another place
setup-room-closed = { $place } (is gone)
setup-room-gone = That place is gone, or I may not write there any more. `/setup` shows those there are; please choose one of them.
setup-place-shut = I may not write in **{ $place }**; allow it there, or choose another place.

setup-preview-label = Preview
setup-look-label = Check and open
setup-preview = Only you see this. A newcomer would be greeted like this, and a party's card would look like that:
setup-own-greeting = (your own greeting; the button Greeting shows it)
setup-sample-card =
    **{ $title }**
    { $about }
    { $when }
    3 of 20 seats taken
setup-sample-yes-label = Yes
setup-sample-maybe-label = Maybe
setup-sample-no-label = No
setup-sample-pressed = That is how it will be; this one is only a sample.
setup-open-label = Open the house
setup-open-ask = Once the house is open I answer questions and welcome newcomers: **{ $welcome }**. Parties are announced: **{ $parties }**, and each only once somebody has seen its preview and published it. `/pause` keeps me quiet at any time.
setup-opened = The house is open. Welcome!

setup-left = I was removed from **{ $server }** and have stopped everything there. I keep what I know until { $when } in case you let me in again; after that it is erased.
setup-left-part = I was removed from **{ $server }** and have stopped everything there. The rest of **{ $community }** goes on.
