"""Line editing, of which there is one for the process."""

__thread_safe__ = False
