from .hardware import Door, Drawer, Gate, lifted, unlocked
