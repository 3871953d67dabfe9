# What the owner hears from the house about itself. Always plain, never in a motto's voice.

watch-silent = **{ $platform }** has not answered me for some minutes. I keep trying, and nothing is lost meanwhile; if it goes on, please have a look at the house's log.
watch-back = **{ $platform }** answers me again. I am catching up.
watch-twin = Another house is using my token on **{ $platform }**. Please stop one of the two, or my guests are answered twice.
watch-disk = The disk I live on is nearly full: { $free } MB are left. Please make some room, or I cannot keep anything new.
watch-backup = Last night's backup did not work. I try again every half hour; the house's log says why.
watch-rights = In **{ $server }** I was allowed more before. This is missing now:
watch-aside = Something went wrong three times and was set aside; nothing is lost. The house's log says which event it was.
