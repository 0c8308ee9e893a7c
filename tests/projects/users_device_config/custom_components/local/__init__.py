# select: AFX104
# After make-all/tuya-local#1981: a constructor that reads a file, two calls below the coroutine.
