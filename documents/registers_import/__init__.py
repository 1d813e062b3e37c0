"""旧登记簿: papers that an office registered before it had this system, brought in from xlsx."""
