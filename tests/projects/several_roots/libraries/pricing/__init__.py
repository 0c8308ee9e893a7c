from pricing.rates import rate


def quote(order):
    return rate(order) * 2
