from .coordinator import FloorCoordinator
