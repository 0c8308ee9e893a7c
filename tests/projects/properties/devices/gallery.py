from devices.camera import Camera


def newest(cameras: list[Camera]):
    return [camera.snapshot for camera in cameras]


class Wall:
    def __init__(self, camera: Camera):
        self.camera = camera

    @property
    def picture(self):
        return self.camera.snapshot
