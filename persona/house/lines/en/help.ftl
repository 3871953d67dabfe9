# The help page: what the house is, what may be asked of it, what it keeps.

command-help = What I can do for you here

help-house = I am the host of **{ $community }**: I welcome who comes, throw parties for all of you, answer questions and keep the room pleasant. Whatever you ask me stays between us.
help-house-alone = I am a host: I welcome who comes, throw parties, answer questions and keep the room pleasant. Whatever you ask me stays between us.
help-closed = We are not open yet. As soon as the owner has finished `/setup`, we begin.
help-guest-commands = This is what you can ask of me:
help-command = **/{ $name }**: { $about }
help-command-example = **/{ $name }**: { $about }, for example `{ $example }`
help-example-ask = /ask when do we open
help-example-faq = /faq add When do you open? | At six.
help-example-party = /party new Neon night Friday 8 pm
help-yours = And for you as { $roles }: { $commands }
help-role-commands = This is what your role lets you do:
help-kept = So that I can be a good host I keep your name and language, what you answered to parties and what you asked me to remember, no longer than that takes; { $responsible } is responsible for it, and `/mydata` shows it, hands it to you or has it forgotten.
help-kept-unnamed = So that I can be a good host I keep your name and language, what you answered to parties and what you asked me to remember, no longer than that takes; those who run this community are responsible for it, and `/mydata` shows it, hands it to you or has it forgotten.

help-about = In this private chat we talk about **{ $community }**.
help-about-label = Another community
help-more-label = What my role can do
help-rules-label = House rules
help-back-label = Back
help-desk-setup-label = Setup
help-desk-manners-label = Manners
help-desk-team-label = Team
help-desk-greeter-label = Greeting
help-desk-parties-label = Parties
help-desk-faq-label = Questions and answers
help-desk-door-label = Door
