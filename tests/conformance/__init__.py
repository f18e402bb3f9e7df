"""The catalogue, fact by fact: each test's name carries the ID of the rule it proves."""
