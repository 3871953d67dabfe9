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
greeter-form-text = Text; name, count, community in braces
greeter-unknown-blank = I cannot fill “{ $given }”. In braces I know only name, count and community.
greeter-not-fit = A greeting cannot carry links, invitations, markup or slurs. Please leave that out; nothing was changed.
