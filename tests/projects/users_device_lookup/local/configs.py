import os


def available_configs():
    for _, _, names in os.walk("devices"):
        for name in names:
            if name.endswith(".yaml"):
                yield name


def possible_matches(properties):
    for name in available_configs():
        if any(key in name for key in properties):
            yield name


def best_match(properties):
    return max(possible_matches(properties), default=None)
