# The doctor's page: what is wrong with the house, and what to click, for its owners.

setup-desk-doctor-label = Look everything over
doctor-looking = I am looking everything over: tokens, rights, data, clock, disk. It takes a few seconds.
doctor-show-label = Show what was found
doctor-again-label = Look again
doctor-failed = I could not look everything over this time. Whoever runs the machine finds the reason in the log.
doctor-healthy = I have looked everything over and found nothing wrong.
doctor-found = I have looked everything over. This is what I found:
doctor-more = … and { $count } more; `gastgeber doctor` at the machine shows all of it.
doctor-elsewhere = Whether the machine itself is well, only whoever runs it sees: `gastgeber doctor` there.

doctor-setting-unknown = The file .env sets { $name }, which nobody reads. Perhaps { $meant } is meant.
doctor-env-shut = The file .env cannot be read any more, so I could not start again. `gastgeber doctor` at the machine says why.
doctor-env-line = Nobody can read line { $line } of the file .env, so what it sets is not set. At the machine: write it like NAME=value, and close every quotation mark.
doctor-env-twice = The file .env sets { $name } more than once, and only the last one counts. At the machine: take the others out.
doctor-env-open = Others on the machine can read the file .env with the tokens in it. At the machine: `chmod 600 .env`
doctor-key-missing = Some private texts are sealed with a key that is missing. At the machine: put the earlier key back into GASTGEBER_SECRET or secret.key, and start me again.
doctor-webhook-address = Telegram cannot bring me anything at TELEGRAM_WEBHOOK_URL. It has to be a public https address on port 443, 80, 88 or 8443; left empty, I ask by myself.
doctor-public-address = GASTGEBER_PUBLIC_URL is no https address, so guests' words travel in the open. Put the https address of your proxy there.
doctor-data-shut = The data directory cannot be written. At the machine: give it to the account that runs me.
doctor-data-open = Others on the machine can look into my data directory ({ $names }). Starting me again closes it.
doctor-database-damaged = My database is damaged. At the machine: stop me and put the newest backup in its place, `gastgeber restore latest`.
doctor-database-readonly = I can read my database but not write to it. At the machine: look at the disk and at whose file it is.
doctor-data-newer = My data is of another release than I am. At the machine: `gastgeber update`
doctor-restart-due = A newer release is installed than the one that runs. At the machine: start me again.
doctor-disk-low = Only { $free } MB are free on my disk. Make room: below { $least } MB it gets tight.
doctor-backup-none = There is no backup of me yet. At the machine: `gastgeber backup`
doctor-backup-old = My newest backup is { $days } days old. The log says why none was made; `gastgeber backup` makes one.
doctor-backup-failed = My last backup failed. The log says why; I try again every half hour.
doctor-event-unread = { $count } events from { $platform } could not be read and were set aside. An update may know them.
doctor-event-undecided = { $count } events could not be decided in three tries and were set aside. Their errors stand in the log.
doctor-clock-skew = My machine's clock differs from { $platform }'s by { $seconds } seconds, so reminders come at the wrong moment. At the machine: `timedatectl set-ntp true`
doctor-pack-broken = The persona pack { $name } has a fault. At the machine `gastgeber persona check` names file and line.
doctor-discord-token = Discord no longer accepts my token. In the developer portal, choose the application, press Bot, Reset Token, and put the new one into .env.
doctor-discord-members-intent = Discord's Server Members Intent is off: I would not learn who comes. In the developer portal, choose the application, press Bot, and switch it on.
doctor-discord-content-intent = Discord's Message Content Intent is off: I could not read what I am asked. In the developer portal, choose the application, press Bot, and switch it on.
doctor-discord-administrator = On **{ $server }** I am an administrator, which I do not need. Server settings, Roles, my role: switch off Administrator.
doctor-telegram-token = Telegram no longer accepts my token. Write /mybots to @BotFather, choose me, press API Token, and put it into .env.
doctor-telegram-privacy = In **{ $server }** I get commands only, because privacy mode is on. Make me an administrator there; or send @BotFather /setprivacy, choose Disable, and add me again.
doctor-telegram-webhook = Telegram sends what is meant for me to { $host }. Stop the program there, or give one of us a token of its own, then start me again.
doctor-telegram-poller = A second program takes what Telegram has for me, and each of us gets only part of it. Stop the other one, or take a new token from @BotFather.
doctor-telegram-updates = Telegram does not send me everything I need ({ $missing }). Stop whatever else uses my token, then start me again.
doctor-telegram-delivery = Telegram could not bring its last message to my webhook. Check that its address leads to me through your proxy, and that its certificate is valid.
doctor-platform-away = I cannot reach { $platform } from here. Check the machine's network; I try again by myself.
doctor-platform-trouble = { $platform } does not work for me at the moment. `gastgeber doctor` at the machine says why; I go on trying.
