"""Acting for others: 委托代理, 授权签发, 秘书. Each is dated and the agency's own act."""
