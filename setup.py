"""Packaging that pyproject.toml can't say: the example book travels in the wheel as kamctl/example."""

from setuptools import find_packages, setup

setup(
    packages=[*find_packages(include=["kamctl", "kamctl.*"]), "kamctl.example"],
    package_dir={"kamctl.example": "data"},
)
