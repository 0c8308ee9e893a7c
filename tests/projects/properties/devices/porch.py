from devices.camera import Camera


def porch() -> Camera:
    return Camera("porch")
