#!/usr/bin/env python3
"""Checks deploy/kubernetes: what a reader of YAML, and kubectl without a cluster, can tell.

kubectl's own dry run asks a cluster for what it knows, even as --dry-run=client. Offline it still
reads an object with a pod template into its types (`kubectl set image --local`): a wrong type is
refused there, and a misspelled name is what went in and did not come out. The small kinds, which
no offline command reads whole, are compared with the names listed here. Last, what refers to
another object must find it.
"""
import glob
import shutil
import subprocess
import sys

import yaml

# Of the kinds without a pod template: the names that may stand where.
SMALL = {
    "ConfigMap": {"data": str},
    "Secret": {"type": str, "stringData": str},
    "Service": {"spec": {"selector": str, "ports": [{"name": str, "port": int, "targetPort": (int, str)}]}},
    "PodDisruptionBudget": {"spec": {"minAvailable": (int, str), "selector": {"matchLabels": str}}},
    "PersistentVolumeClaim": {"spec": {"accessModes": [str], "resources": {"requests": str}}},
    "Ingress": {"spec": {
        "ingressClassName": str,
        "tls": [{"hosts": [str], "secretName": str}],
        "rules": [{"host": str, "http": {"paths": [{
            "path": str, "pathType": str,
            "backend": {"service": {"name": str, "port": {"name": str, "number": int}}}}]}}]}},
}
HEAD = {"apiVersion": str, "kind": str,
        "metadata": {"name": str, "namespace": str, "labels": str, "annotations": str}}
VERSIONS = {"ConfigMap": "v1", "Secret": "v1", "Service": "v1", "PersistentVolumeClaim": "v1",
            "Deployment": "apps/v1", "CronJob": "batch/v1", "Ingress": "networking.k8s.io/v1",
            "PodDisruptionBudget": "policy/v1"}

faults = []


def fault(where, what):
    faults.append(f"{where}: {what}")


def shape(where, value, wanted):
    """value against wanted: a dict names what may stand in it, [x] is a list of x; a type stands
    for itself, or for a table of it."""
    if isinstance(wanted, dict):
        if not isinstance(value, dict):
            return fault(where, "must be a table")
        for key, inner in value.items():
            if key in wanted:
                shape(f"{where}.{key}", inner, wanted[key])
            else:
                fault(where, f"knows no {key}")
    elif isinstance(wanted, list):
        if not isinstance(value, list):
            return fault(where, "must be a list")
        for i, inner in enumerate(value):
            shape(f"{where}[{i}]", inner, wanted[0])
    else:
        for inner in value.values() if isinstance(value, dict) else [value]:
            if not isinstance(inner, wanted):
                fault(where, f"{inner!r} has the wrong type")


def lost(where, before, after):
    """What is in before and not in after."""
    if isinstance(before, dict) and isinstance(after, dict):
        for key, inner in before.items():
            if key not in after:
                fault(where, f"knows no {key}")
            else:
                lost(f"{where}.{key}", inner, after[key])
    elif isinstance(before, list) and isinstance(after, list):
        for i, (one, other) in enumerate(zip(before, after)):
            lost(f"{where}[{i}]", one, other)


def by_kubectl(where, thing):
    done = subprocess.run(["kubectl", "set", "image", "--local", "-o", "yaml", "-f", "-", "*=image"],
                          input=yaml.safe_dump(thing), capture_output=True, text=True)
    if done.returncode:
        return fault(where, done.stderr.strip())
    lost(where, thing, yaml.safe_load(done.stdout))


def pod_of(thing):
    spec = thing["spec"]
    return (spec.get("jobTemplate", {}).get("spec") or spec)["template"]


def references(things):
    names = {(t["kind"], t["metadata"]["name"]) for t in things}
    pods = [pod_of(t) for t in things if t["kind"] in ("Deployment", "CronJob")]

    def needs(where, kind, name):
        if (kind, name) not in names:
            fault(where, f"there is no {kind} {name}")

    def selects(where, labels):
        if not any(labels.items() <= p["metadata"]["labels"].items() for p in pods):
            fault(where, "selects no pod")

    for pod in pods:
        spec = pod["spec"]
        volumes = {v["name"]: v for v in spec.get("volumes", [])}
        for v in volumes.values():
            if "persistentVolumeClaim" in v:
                needs(v["name"], "PersistentVolumeClaim", v["persistentVolumeClaim"]["claimName"])
        for c in spec["containers"]:
            where = "container " + c["name"]
            for m in c.get("volumeMounts", []):
                if m["name"] not in volumes:
                    fault(where, f"there is no volume {m['name']}")
            for e in c.get("envFrom", []):
                for kind, ref in (("ConfigMap", "configMapRef"), ("Secret", "secretRef")):
                    if ref in e:
                        needs(where, kind, e[ref]["name"])
            for e in c.get("env", []):
                ref = e.get("valueFrom", {}).get("secretKeyRef")
                if ref:
                    needs(where, "Secret", ref["name"])
            if not c.get("securityContext", {}).get("readOnlyRootFilesystem"):
                fault(where, "may write where it should not")
        if not spec.get("securityContext", {}).get("runAsNonRoot"):
            fault("pod", "may run as root")

    for t in things:
        where = f"{t['kind']} {t['metadata']['name']}"
        if t["kind"] == "Service":
            selects(where, t["spec"]["selector"])
        elif t["kind"] in ("PodDisruptionBudget", "Deployment"):
            selects(where, t["spec"]["selector"]["matchLabels"])
        elif t["kind"] == "Ingress":
            for rule in t["spec"]["rules"]:
                for path in rule["http"]["paths"]:
                    needs(where, "Service", path["backend"]["service"]["name"])


def main():
    folder = "deploy/kubernetes"
    kubectl = shutil.which("kubectl")
    with open(f"{folder}/kustomization.yaml", encoding="utf-8") as f:
        listed = yaml.safe_load(f)["resources"]
    there = [p.rsplit("/", 1)[1] for p in glob.glob(folder + "/*.yaml")]
    for name in sorted(set(there) - set(listed) - {"kustomization.yaml"}):
        fault(name, "is not listed in kustomization.yaml")

    things = []
    for name in listed:
        with open(f"{folder}/{name}", encoding="utf-8") as f:
            things += [(name, t) for t in yaml.safe_load_all(f)]
    for name, t in things:
        where = f"{name} {t.get('kind')}"
        if VERSIONS.get(t.get("kind")) != t.get("apiVersion"):
            fault(where, f"apiVersion {t.get('apiVersion')} of an unknown kind")
        elif t["kind"] in SMALL:
            shape(where, t, {**HEAD, **SMALL[t["kind"]]})
        elif kubectl:
            by_kubectl(where, t)
    references([t for _, t in things])

    if kubectl:
        done = subprocess.run(["kubectl", "kustomize", folder], capture_output=True, text=True)
        if done.returncode:
            fault("kustomization.yaml", done.stderr.strip())
    print("\n".join(faults) or
          f"{len(things)} objects" + ("" if kubectl else "; no kubectl: pod templates by their references only"))
    return 1 if faults else 0


sys.exit(main())
