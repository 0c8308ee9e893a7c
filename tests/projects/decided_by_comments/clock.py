import time


def tick():
    time.sleep(0.6)  # noqa: AFX103


def tock():
    time.sleep(0.7)  # noqa: blocking-call


def ticks():
    for _ in range(3):
        tick()


def bell():
    strike()  # noqa: afx102 - twice a day


def strike():
    time.sleep(0.8)


def chime():
    time.sleep(  # noqa: E501
        0.9
    )


def alarm():
    time.sleep(1)  # noqa


def gong():
    time.sleep(1.1)  # noqa: AFX999
