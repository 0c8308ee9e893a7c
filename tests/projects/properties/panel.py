from devices.camera import Camera
from devices.gallery import Wall, newest


async def show(camera: Camera):
    print(camera.label)  # ok: it only changes a string
    print(camera.firmware)  # AFX103
    return camera.snapshot  # AFX103


async def show_all(cameras: list[Camera]):
    return newest(cameras)  # AFX103


async def wall(wall: Wall):
    return wall.picture  # AFX103


async def assign(camera: Camera):
    camera.snapshot = "other"  # ok: the setter does not block
