"""What cannot be run here is at least whole: files that are named exist, numbers agree."""

import ast
import json
import re
import tomllib

import pytest
import yaml

import start
from tests.notebooks import PROJECT

VERSION = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"][
    "version"
]
VALUES = yaml.safe_load((PROJECT / "deploy" / "kubernetes" / "values.yaml").read_text())


def test_the_image_on_kubernetes_is_of_this_version_and_opens_the_first_page():
    user = VALUES["singleuser"]
    assert user["image"]["tag"] == VERSION
    page = user["defaultUrl"].removeprefix("/lab/tree/")
    assert (PROJECT / page).exists()
    readme = (PROJECT / "deploy" / "README.md").read_text(encoding="utf-8")
    assert f"{user['image']['name']}:{VERSION} ." in readme


def test_nobody_signs_in_on_kubernetes_with_a_password_that_everybody_can_read():
    assert VALUES["hub"]["config"]["SharedPasswordAuthenticator"]["user_password"] == ""
    assert "admin_users" not in VALUES["hub"]["config"]["Authenticator"]
    assert VALUES["proxy"]["service"]["type"] == "ClusterIP"


def test_a_code_name_is_a_folder_and_the_same_everywhere():
    """A name such as ``../x`` would leave the folder of the class."""
    text = (PROJECT / "deploy" / "hub" / "jupyterhub_config.py").read_text(encoding="utf-8")
    pattern = re.search(r'^NAME = r"(.+?)"', text, re.MULTILINE).group(1)
    assert pattern == VALUES["hub"]["config"]["Authenticator"]["username_pattern"]
    for good in ("wren", "red-fox-7"):
        assert re.fullmatch(pattern, good)
    for bad in ("../x", "a", ".hidden", "CON/x", "a" * 40, "", "-rf", "a b"):
        assert not re.fullmatch(pattern, bad)


def test_binder_installs_what_the_project_needs():
    folder = PROJECT / "binder"
    for line in (folder / "requirements.txt").read_text().splitlines():
        assert (folder / line.split()[1]).exists()
    (version,) = re.findall(r"^python-(3\.\d+)$", (folder / "runtime.txt").read_text(), re.M)
    assert tuple(map(int, version.split("."))) >= (3, 11)
    for name in re.findall(r"^cp (\S+)", (folder / "postBuild").read_text(), re.MULTILINE):
        assert (PROJECT / name).exists()


def test_the_development_container_uses_commands_that_exist():
    settings = json.loads((PROJECT / ".devcontainer" / "devcontainer.json").read_text())
    for name in ("postCreateCommand", "postAttachCommand"):
        program, file, *words = settings[name].split()
        assert (program, file) == ("python3", "start.py")
        assert words[0].startswith("--") or words[0] in start.VERBS
    assert "--port 8888" in settings["postAttachCommand"]
    assert settings["forwardPorts"] == [8888]


@pytest.mark.parametrize("name", ["hub/run.py", "hub/jupyterhub_config.py"])
def test_each_program_says_what_it_is(name):
    tree = ast.parse((PROJECT / "deploy" / name).read_text(encoding="utf-8"))
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    assert functions
    assert all(ast.get_docstring(each) for each in [tree, *functions])
