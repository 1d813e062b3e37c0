"""用印申请: a seal for what is no 公文 (证明, 合同, 介绍信), approved before it is pressed."""
