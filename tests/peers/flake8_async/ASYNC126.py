# target: 3.11
# A class of exception groups without `derive`. No rule: it is about groups of exceptions, in plain code as well.
class Failures(ExceptionGroup):  # ok: no rule
    pass
