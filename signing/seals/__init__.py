"""印章: who keeps which, what was sealed with it, and when it may be used no more.

A seal is applied for, made, put on record, used and deregistered (电子印章管理办法,
国办发〔2025〕33号).
"""
