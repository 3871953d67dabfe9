# The greeter: the community's own greeting and what is said around a welcome.

greeter-somebody = you
greeter-names = { $rest ->
    [0] { $names }
    [one] { $names } and one more
   *[other] { $names } and { $rest } more
 }
greeter-desk =
    This is how a newcomer is greeted now:
    { $sample }
greeter-saved =
    Kept. From now on a newcomer reads:
    { $sample }
greeter-reset =
    Back to the house's own words:
    { $sample }
greeter-own-label = Write our own greeting
greeter-reset-label = Back to the house's words
greeter-form = Our own greeting
greeter-form-text = Text with { "{name}" }, { "{count}" }, { "{community}" }
greeter-unknown-blank = I cannot fill “{ $given }”. In braces I know only name, count and community.
greeter-not-fit = A greeting cannot carry links, invitations, markup or slurs. Please leave that out; nothing was changed.

# The rules of the place: only ever read in private.
greeter-rules-label = House rules
greeter-house-rules = In **{ $community }** we treat each other as guests at one table: be kind, let others finish, keep private things private, and advertise nothing. If something goes wrong, quietly tell a moderator.
greeter-rules-desk = Whoever presses House rules reads this now:
greeter-rules-saved = Kept. Whoever presses House rules reads this from now on:
greeter-rules-reset = Back to the house's own rules:
greeter-own-rules-label = Write our own rules
greeter-back-label = Back to the greeting
greeter-rules-form = Our own rules
greeter-rules-form-text = Rules with { "{name}" }, { "{community}" }
greeter-rules-unknown-blank = I cannot fill “{ $given }”. In the rules I know only name and community in braces.
greeter-rules-not-fit = Rules cannot carry links, invitations, markup or slurs. Please leave that out; nothing was changed.
