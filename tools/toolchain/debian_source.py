"""Source packages from the Debian archive that apt is configured with, without touching apt."""

from common import SetupError, fetched, install_packages, mirrors, run


def fetch_sources(work, release, packages):
    """Downloads and unpacks source packages of a release into `work`; apt's own lists are left alone.

    Returns {package: folder}. A release of Debian keeps its upstream versions and takes fixes of
    security alone, so naming the release pins what is fetched.
    """
    install_packages(["dpkg-dev"])
    for name in ("lists/partial", "cache/archives/partial"):
        (work / name).mkdir(parents=True)
    sources = work / "sources.list"
    apt = ["apt-get", "-q", "-o", f"Dir::Etc::SourceList={sources}", "-o",
           "Dir::Etc::SourceParts=/dev/null", "-o", f"Dir::State::Lists={work}/lists", "-o",
           f"Dir::Cache={work}/cache", "-o", "APT::Sandbox::User=root"]
    errors = []
    for mirror in mirrors():
        sources.write_text(f"deb-src {mirror} {release} main\n", encoding="utf-8")
        try:
            run(*apt, "update")
            run(*apt, "source", *(f"{package}/{release}" for package in packages), cwd=work)
        except SetupError as error:
            errors.append(str(error))
            continue
        folders = {package: next(path for path in work.glob(f"{package}-*") if path.is_dir())
                   for package in packages}
        fetched[packages[0]] = sum(path.stat().st_size for path in
                                   [*work.glob("*.tar.*"), *work.glob("lists/*Sources*")])
        return folders
    raise SetupError("\n".join(errors))
