import time


def main():
    time.sleep(1)


if __name__ == "__main__":
    main()
