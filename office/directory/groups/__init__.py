"""地址组: the names under which printed recipients stand for many agencies, dated."""
