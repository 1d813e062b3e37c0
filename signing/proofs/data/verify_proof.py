"""核验文枢导出的证明：python verify_proof.py 证明.zip 根证书.pem（只用 Python 标准库和 openssl）

根证书须从发证机构另行取得；不写时只与证明自带的衔接。退出码：0 通过，1 不通过，2 根证书未核对。"""

import hashlib
import json
import subprocess
import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile

ACT, USER = "kernel.Destruction.CarriedOut", "distid:1234567812345678"
NODE = b"2.25.34814570395916042713125802273597751349"  # 证书的扩展密钥用途：代表节点签名
STRICT = ("-x509_strict", "-partial_chain", "-no-CApath", "-no-CAstore")
NAMES = ("-subject", "-nameopt", "utf8,esc_ctrl,sep_multiline,sname")  # 证书主体，一行一项
FIXED = ("proof.json", "checkpoint.json", "signature.json")


def sha(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def entry(it):
    texts = [str(it[name]).encode() for name in ("agency", "version", "topic", "command")]
    ids = [bytes.fromhex(it[name].replace("-", "")) for name in ("stream", "digest")]
    return sha(*(len(p).to_bytes(8, "big") + p for p in (texts[0], ids[0], *texts[1:], ids[1])))


def climbed(found, place, size, path):  # RFC 9162 2.1.1、2.1.3
    if size == 1 or not path:
        return sha(b"\0", found) if (place, size, path) == (0, 1, []) else b""
    half, other = 1 << (size - 1).bit_length() - 1, bytes.fromhex(path[-1])
    if place < half:
        return sha(b"\1", climbed(found, place, half, path[:-1]), other)
    return sha(b"\1", other, climbed(found, place - half, size - half, path[:-1]))


def openssl(*words, data=b""):
    done = subprocess.run(["openssl", *map(str, words)], input=data, capture_output=True)
    return b"" if done.returncode else done.stdout


def signed(what, text, by, node, at, root, folder):
    data, hand, *own = (folder / str(place) for place in range(3 + len(by["issuers"])))
    _ = data.write_bytes(text), hand.write_bytes(bytes.fromhex(by["signature"]))
    for path, pem in zip(own, (by["certificate"], *by["issuers"]), strict=True):
        path.write_bytes(openssl("x509", data=pem.encode()))  # 只留一张：-CAfile 中的每一张都可信
    this = ("x509", "-in", own[0], "-noout")
    by["name"] = [it[4:] for it in openssl(*this, *NAMES).decode().splitlines()[1:]]
    print(f"{what}的签名者：{'，'.join(by['name'])}")
    if openssl(*this, "-ext", "extendedKeyUsage").split()[-2:] != [b"critical", NODE]:
        yield f"{what}的签名证书不是节点证书"
    if [it for it in by["name"] if it[:3] == "CN="] != [f"CN={node}"]:
        yield f"{what}的签名证书不是节点“{node}”的"
    sm2 = b"SM2" in openssl("pkey", "-pubin", "-noout", "-text", data=openssl(*this, "-pubkey"))
    kind = ("-digest", "sm3", "-pkeyopt", USER) if sm2 else ("-digest", "sha256")
    words = ("-certin", "-inkey", own[0], "-rawin", "-in", data, "-sigfile", hand, *kind)
    yield from [f"{what}的签名不成立"] * (not openssl("pkeyutl", "-verify", *words))
    words = ("-attime", int(datetime.fromisoformat(at).timestamp()), *("-vfyopt", USER) * sm2)
    pairs = zip((*own[1:], root or own[-1]), own, strict=True)
    if not all(openssl("verify", *STRICT, *words, "-CAfile", *pair) for pair in pairs):
        yield f"{what}的证书在签署时不能衔接到根证书"


def of_event(it, said, acts):
    name, why = f"第{it['id']}号事件（{it['topic']} 第{it['version']}版）", it.get("why")
    if climbed(entry(it), it["id"] - 1, said["size"], it["path"]).hex() != said["root"]:
        yield f"{name}不在检查点所证明的日志中：它被改动、调换过，或者路径不对"
    if "state" in it and sha(it["state"].encode()).hex() != it["digest"]:
        yield f"{name}的内容与摘要不符"
    if why == "destroyed" and it["id"] not in acts.get(it["destroyed_by"], ()):
        yield f"{name}称已销毁，而没有销毁行为说明它"
    if ("state" in it) == (why in ("inner", "destroyed")):
        yield f"{name}没有内容而不说明原因，或者相反"


def faults(pack, proof, point, root, folder):
    said, hand, names = point["statement"], json.loads(pack.read(FIXED[2])), pack.namelist()
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    yield from signed("检查点", text, point, said["node"], said["at"], root, folder)
    yield from signed("证明", pack.read(FIXED[0]), hand, said["node"], proof["made"], root, folder)
    yield from ["证明与检查点不是同一个节点签的"] * (point["name"] != hand["name"])
    events, found = proof["events"], {}
    acts = [it for it in events if it["topic"] == ACT and "state" in it]
    rows = {it["id"]: json.loads(it["state"])["rows"] for it in acts}
    for it in events:
        yield from of_event(it, said, rows)
        found.setdefault(it["stream"], []).append(it["version"])
    short = [it for it, n in proof["streams"].items() if found.pop(it, []) != [*range(1, n + 1)]]
    yield from (f"流 {it} 的事件不全，或者次序不对" for it in short)
    yield from ["有不属于各流的事件"] * bool(set(found) - {it["stream"] for it in acts})
    for name in sorted({*names, *proof["files"]} - set(FIXED)):
        digest = proof["files"].get(name, "")
        if names.count(name) != 1 or sha(pack.read(name)).hex() != digest:
            yield f"文件 {name} 缺少、多出或被改动过"
        if "/" in name and not any(digest in it.get("state", "") for it in events):
            yield f"文件 {name} 没有事件提到它"


def main(file, root=None):
    try:
        with Path(root or file).open(), ZipFile(file) as pack, TemporaryDirectory() as folder:
            proof, point = (json.loads(pack.read(name)) for name in FIXED[:2])
            wrong = list(faults(pack, proof, point, root, Path(folder)))
    except Exception as fault:  # noqa: BLE001 - 不论怎样损坏
        wrong = [f"不能读取{getattr(fault, 'filename', '') or '证明：已损坏，或者可能被改动过'}"]
    if wrong:
        return print("核验不通过：", *wrong, sep="\n  ") or 1
    whys = [it.get("why") for it in proof["events"]]
    at = datetime.fromisoformat(point["statement"]["at"]).astimezone(timezone(timedelta(hours=8)))
    said = "检查点：{node} 北京时间 {at:%Y-%m-%d %H:%M:%S}，{size} 个事件，根值 {root}"
    print(said.format_map(point["statement"] | {"at": at}))
    print(f"事件 {len(whys)} 个，只给摘要 {whys.count('inner')}，已销毁 {whys.count('destroyed')}")
    print("核验通过（是否吊销另查）" if root else "根证书是证明自带的：请另行取得，再核验")
    return 0 if root else 2


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]) if len(sys.argv) > 1 else __doc__)
