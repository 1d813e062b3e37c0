"""What a receiver does with copies of a paper it got: 二次分发, 翻印 and 转发下级."""
