from .. import clock


def park():
    clock.settle()
