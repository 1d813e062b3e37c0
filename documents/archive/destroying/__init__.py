"""销毁 on the screen: a paper that must not be here is proposed by one and approved by another."""
