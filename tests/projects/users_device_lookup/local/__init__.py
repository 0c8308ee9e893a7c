# select: AFX104
# After make-all/tuya-local#2584: a generator over `os.walk` below a lookup helper.
