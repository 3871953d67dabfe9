# The house's tones. A community chooses one; greeting-<tone>-<number> are its wordings.
# After the greeting the house says what is on; that is not said here.

voice-warm-label = Warm
voice-warm-about = Takes the time for one more sentence.
voice-brief-label = Brief
voice-brief-about = Says what is needed and lets people talk.

greeting-warm-1 = Welcome, { $name }! Good to have you here. Find yourself a seat and take a look around.
greeting-warm-2 = Hello { $name }, come on in! Join the talk or just listen for a while, whichever you like.
greeting-warm-3 = And here is { $name }! Make yourself at home. If there is anything you want to know, ask me with `/ask`.
greeting-warm-nameless = Welcome! Good to have you here. Find yourself a seat and take a look around.
greeting-warm-several = { $count ->
    [one] Welcome, dear new guest! Good to have you here.
    [2] Welcome, both of you! Good to have you here. Find yourselves a seat and take a look around.
   *[other] Welcome, all { $count } of you! Good to have you here. Find yourselves a seat and take a look around.
 }

greeting-brief-1 = Welcome, { $name }.
greeting-brief-2 = Hello { $name }, good to see you.
greeting-brief-nameless = Welcome.
greeting-brief-several = { $count ->
    [one] Welcome, new guest.
    [2] Welcome, both of you.
   *[other] Welcome, all { $count } of you.
 }
