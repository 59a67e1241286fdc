"""A class on one computer: JupyterHub without containers and without an account for each student.

``run.py`` starts it and sets the environment variables that are read here. Each student has one
folder in the folder of the class: notebooks of their own, which are copied once, and their answers.
The tables are everybody's and nobody's to change. What each setting is for is said beside it.
"""

import os
import shutil
import sys
from pathlib import Path

c = get_config()  # noqa: F821  JupyterHub puts this name here

LESSON = Path(__file__).resolve().parents[2]
CLASS = Path(os.environ["DATELINE_CLASS"])
RUNTIME = Path(os.environ["DATELINE_RUNTIME"])  # its path is short: the path of a socket must be
PROXY_PORT, HUB_PORT = os.environ["DATELINE_PORTS"].split()
BUBBLEWRAP = os.environ.get("DATELINE_BUBBLEWRAP", "")
MEMORY = 1_500_000_000  # bytes of address space: the lesson draws, and a list of 2 GB is refused
IDLE = 3600  # seconds until a server that nobody uses is stopped
UNUSED = ["jupyter_lsp", "notebook_shim", "jupyter_server_terminals"]  # extensions of a server
NAME = r"[a-z0-9][a-z0-9-]{1,30}"  # a code name becomes a folder

c.JupyterHub.bind_url = os.environ["DATELINE_URL"]
c.JupyterHub.hub_bind_url = f"http://127.0.0.1:{HUB_PORT}"
c.ConfigurableHTTPProxy.api_url = f"http://127.0.0.1:{PROXY_PORT}"
c.ConfigurableHTTPProxy.command = [os.environ["DATELINE_PROXY"]]
c.ConfigurableHTTPProxy.pid_file = str(RUNTIME / "proxy.pid")
c.JupyterHub.db_url = f"sqlite:///{RUNTIME}/hub.sqlite"
c.JupyterHub.cookie_secret_file = str(RUNTIME / "cookie")
c.JupyterHub.log_level = "WARN"
c.JupyterHub.cleanup_servers = True

# A code name of one's own, and one password for all that is said aloud in the room. Nobody is an
# administrator: the teacher reads answers in the folder of the class.
c.JupyterHub.authenticator_class = "shared-password"
c.SharedPasswordAuthenticator.user_password = os.environ["DATELINE_PASSWORD"]
c.Authenticator.allow_all = True
c.Authenticator.username_pattern = NAME

c.JupyterHub.template_vars = {
    "announcement_login": "As a username, choose a code name, such as gray-heron: small letters, "
    "digits and hyphens. The password is the one of your class."
}

c.JupyterHub.spawner_class = "simple"
c.SimpleLocalProcessSpawner.home_dir_template = str(CLASS / "{username}")
c.Spawner.notebook_dir = str(CLASS / "{username}")
c.Spawner.default_url = "/lab/tree/notebooks/00_start_here.ipynb"
c.Spawner.start_timeout = c.Spawner.http_timeout = 180  # thirty students who arrive at once
c.JupyterHub.concurrent_spawn_limit = 0  # more would get an error and have to try again
c.JupyterHub.allow_named_servers = False


def prepare(spawner):
    """Prepare a student's folder and the command of their server."""
    try:
        copy_lesson(CLASS / spawner.user.name)
        runtime_of(spawner).mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        reason = error.strerror or str(error)
        error.jupyterhub_message = (  # JupyterHub shows it on the student's page
            f"Your folder cannot be prepared ({reason}). Tell your teacher: there must be room on "
            "the computer of the class. Then go to the first page and sign in again."
        )
        raise
    spawner.cmd = server_command(spawner.user.name)


def copy_lesson(home):
    """Give a student the notebooks that they do not have yet, and the tables, which are shared."""
    (home / "notebooks").mkdir(parents=True, exist_ok=True)
    (home / "answers").mkdir(exist_ok=True)
    for file in sorted((LESSON / "notebooks").glob("*.ipynb")):
        own = home / "notebooks" / file.name
        if not own.exists():
            part = own.with_suffix(".part")
            shutil.copyfile(file, part)
            part.replace(own)  # a full disk leaves no half notebook behind
    data = home / "data"
    if not (data.exists() or data.is_symlink()):
        data.symlink_to(LESSON / "data")


def runtime_of(spawner):
    """Return the folder for the sockets of a student's kernels."""
    return RUNTIME / spawner.user.name


def server_command(name):
    """Return how a student's server is started: with limited memory, and shut in if possible.

    With bubblewrap, its programs can write in the student's own folder alone, and the folders of
    the others are not there. Without it, a student who writes Python could read them: all servers
    belong to the account that started JupyterHub.
    """
    server = [sys.executable, "-P", str(LESSON / "deploy" / "hub" / "server.py")]
    if shutil.which("prlimit"):
        server = ["prlimit", f"--as={MEMORY}", *server]
    if not BUBBLEWRAP:
        return server

    wall = [BUBBLEWRAP, "--ro-bind", "/", "/", "--dev", "/dev", "--unshare-pid", "--proc", "/proc"]
    wall += ["--die-with-parent", "--tmpfs", "/tmp", "--ro-bind", str(LESSON), str(LESSON)]
    for folder in (CLASS, RUNTIME):
        wall += ["--tmpfs", str(folder), "--bind", f"{folder}/{name}", f"{folder}/{name}"]
    return [*wall, *server]


c.Spawner.pre_spawn_hook = prepare
c.Spawner.args = [
    *(["--allow-root"] if os.geteuid() == 0 else []),
    f"--LabApp.app_settings_dir={LESSON}/dateline/web/lab",
    # Kernels talk over files, not ports: thirty that start at once would take each other's ports.
    "--KernelManager.transport=ipc",
    f"--MappingKernelManager.cull_idle_timeout={IDLE}",
    # What a lesson does not use is not loaded: it would take memory of each student.
    "--ServerApp.terminals_enabled=False",
    "--LabApp.extension_manager=readonly",
    "--KernelSpecManager.ensure_native_kernel=False",
    *(f"--ServerApp.jpserver_extensions={name}=False" for name in UNUSED),
]
c.Spawner.environment = {
    "JUPYTER_RUNTIME_DIR": lambda spawner: str(runtime_of(spawner)),
    "JUPYTER_CONFIG_PATH": str(LESSON / "deploy" / "hub" / "settings"),
    "PYTHONPATH": str(LESSON / "deploy" / "hub" / "without"),
    "OPENBLAS_NUM_THREADS": "1",  # nothing in the lesson is calculated in parallel
    "MALLOC_ARENA_MAX": "1",  # less memory lies idle
}

c.JupyterHub.services = [
    {
        "name": "stop-idle-servers",
        "command": [sys.executable, "-m", "jupyterhub_idle_culler", f"--timeout={IDLE}"],
    }
]
c.JupyterHub.load_roles = [
    {
        "name": "stop-idle-servers",
        "services": ["stop-idle-servers"],
        "scopes": ["list:users", "read:users:activity", "read:servers", "delete:servers"],
    }
]
