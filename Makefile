# 文枢：make help 列出可做的事。只需 python3（3.11 以上，含 venv）、make 和 git；不需要 root。

PYTHON ?= $(firstword $(foreach each,python3 python3.13 python3.12 python3.11,$(if $(shell $(each) -c 'import sys; print(sys.version_info >= (3, 11) or "")' 2>/dev/null),$(each))))
VENV := .venv
BIN := $(VENV)/bin
STAMPS := var/stamps
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt

# A dependency lock is for one set of files: whatever of these changes, it is installed again.
INSTALLED_FROM := pyproject.toml setup.py constraints.txt $(VENV)/pyvenv.cfg

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL: # pip runs one after the other
.PHONY: help setup demo test quick specimens lint assets fonts clean

help: ## 列出可做的事
	@echo '文枢 Wenshu。用法：make 目标'
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  \1\t\2/' | expand -t 12

setup: $(STAMPS)/test assets fonts ## 建立 .venv，安装全部依赖，取得网页资源和字体

demo: $(STAMPS)/runtime assets fonts ## 建立演示数据并在 http://localhost:6543 运行（首次几分钟，以后几秒）
	$(BIN)/office demo -c development.ini

test: setup ## 运行全部测试（自行启动 PostgreSQL、slapd、Chromium）
	$(BIN)/python -m pytest -n auto

quick: setup ## 运行快速测试（不含杀进程和浏览器的测试）
	$(BIN)/python -m pytest -n auto -m 'not slow'

specimens: setup ## 排出各种格式的样本（PDF、OFD、PNG），量出每处距离，写入 var/specimens
	$(BIN)/python -m tests.specimens

lint: $(STAMPS)/test ## 检查代码的写法、格式和类型
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

assets: $(STAMPS)/assets ## 生成网页脚本

fonts: $(STAMPS)/fonts ## 查找或取得公文字体

clean: ## 删除取得和生成的一切，连同演示数据
	rm -rf $(VENV) var office/web/static/build

$(VENV)/pyvenv.cfg:
	@test -n '$(PYTHON)' || { echo '没有找到 Python 3.11 以上版本。请安装 python3（Debian、Ubuntu：apt install python3 python3-venv），或用 make PYTHON=路径 指明。' >&2; exit 1; }
	@rm -rf $(VENV)
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo '无法建立 Python 虚拟环境。Debian、Ubuntu 请先执行：apt install python3-venv。' >&2; exit 1; }

$(STAMPS)/runtime: $(INSTALLED_FROM)
	$(INSTALL) --editable .
	@mkdir -p $(@D) && touch $@

$(STAMPS)/test: $(INSTALLED_FROM)
	$(INSTALL) --editable '.[test]'
	@mkdir -p $(@D) && touch $@ $(STAMPS)/runtime

# Made again when its sources change, or when somebody removed what was built.
$(STAMPS)/assets: $(shell find office/web/assets -type f -not -path '*/node_modules/*' -not -name '*.pyc' 2>/dev/null) $(if $(wildcard office/web/static/build/*),,again) | $(STAMPS)/runtime
	$(BIN)/python -m office.web.assets
	@touch $@

$(STAMPS)/fonts: $(wildcard documents/typefaces/*.py) | $(STAMPS)/runtime
	$(BIN)/office fonts --install
	@touch $@

.PHONY: again
again:
