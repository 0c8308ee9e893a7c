import hashlib
import os


def source_hash():
    digest = hashlib.md5()
    top = os.path.dirname(os.path.dirname(__file__))
    for root, _, names in os.walk(top):
        for name in sorted(names):
            if name.endswith(".py"):
                with open(os.path.join(root, name), "rb") as file:
                    digest.update(file.read())
    return digest.hexdigest()[:7]


async def setup_debug(hass):
    version = source_hash()  # AFX104
    hass.data["plugs"] = version
