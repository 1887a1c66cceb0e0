#!/usr/bin/env python3
"""Counts a run's corpus again, from the records up, with another XML parser and no code of coterie's.

    recount.py RESULTS INPUT...

INPUT: arXiv Atom or OAI-PMH (arXiv format) files (plain or .gz), folders, or .tar.xz archives. RESULTS: the folder of
`coterie run INPUT... -o RESULTS` with default options (exact identity, full counting).

Checks papers, author slots, distinct authors, edges and every weight, papers behind every edge, degree and
components. Names are taken as written (NFC, white space collapsed); where coterie changed a name, name-audit.csv must
list it, and only then the author it names is used: so the audit is checked for completeness as well.
Prints one line per check; exit 1 when one fails.
"""
import collections
import csv
import gzip
import json
import os
import re
import sys
import tarfile
import unicodedata
import xml.etree.ElementTree as ET

csv.field_size_limit(1 << 30)
ATOM = '{http://www.w3.org/2005/Atom}'
OAI = '{http://www.openarchives.org/OAI/2.0/}'
ARXIV = '{http://arxiv.org/OAI/arXiv/}'


def streams(path):
    if os.path.isdir(path):
        for name in sorted(os.listdir(path)):
            yield from streams(os.path.join(path, name))
    elif '.tar' in os.path.basename(path):
        with tarfile.open(path) as tar:
            for member in tar:
                if member.isfile():
                    yield tar.extractfile(member)
    elif path.endswith('.gz'):
        yield gzip.open(path)
    else:
        yield open(path, 'rb')


def clean(text):
    text = text or ''
    text = text.replace('\x7f', '')
    if re.search('[\x80-\x9f]', text):    # UTF-8 that was encoded twice
        try:
            text = text.encode('latin-1').decode('utf-8')
        except UnicodeError:
            pass
    return ' '.join(unicodedata.normalize('NFC', text).split())


def atom_records(root):
    for entry in root.iter(ATOM + 'entry'):
        match = re.match(r'https?://arxiv\.org/abs/(.+?)(?:v(\d+))?$', (entry.findtext(ATOM + 'id') or '').strip())
        if match:
            names = [clean(a.findtext(ATOM + 'name')) for a in entry.iter(ATOM + 'author')]
            yield match.group(1), int(match.group(2) or 0), clean(entry.findtext(ATOM + 'title')), names


def oai_records(root):
    for record in root.iter(ARXIV + 'arXiv'):
        names = []
        for author in record.iter(ARXIV + 'author'):
            parts = [author.findtext(ARXIV + part) for part in ('forenames', 'keyname', 'suffix')]
            names.append(clean(' '.join(p for p in parts if p)))
        yield record.findtext(ARXIV + 'id').strip(), 0, clean(record.findtext(ARXIV + 'title')), names


def read_corpus(inputs):
    papers = {}
    records = 0
    for path in inputs:
        for stream in streams(path):
            try:
                root = ET.parse(stream).getroot()
            except ET.ParseError:
                continue
            for identifier, version, title, names in list(atom_records(root)) + list(oai_records(root)):
                records += 1
                if identifier not in papers or version > papers[identifier][0]:
                    papers[identifier] = (version, title, names)
    return records, papers


def read_csv(folder, name):
    with open(os.path.join(folder, name), encoding='utf-8', newline='') as file:
        return [{k: undo_guard(v) for k, v in row.items()} for row in csv.DictReader(file)]


def undo_guard(cell):
    """Cells that a spreadsheet would run are written with a leading apostrophe."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in ('=', '+', '-', '@', '\t', '\r') else cell


def components(vertices, edges):
    parent = {v: v for v in vertices}

    def find(v):
        while parent[v] != v:
            parent[v] = parent[parent[v]]
            v = parent[v]
        return v

    for u, v in edges:
        parent[find(u)] = find(v)
    return collections.Counter(find(v) for v in vertices)


class Checks:
    failed = 0

    def equal(self, what, ours, theirs):
        good = ours == theirs
        self.failed += not good
        print(f'{"ok  " if good else "FAIL"} {what}: {ours}' + ('' if good else f', coterie says {theirs}'))


def main(folder, inputs):
    checks = Checks()
    records, papers = read_corpus(inputs)
    with open(os.path.join(folder, 'summary.json'), encoding='utf-8') as file:
        summary = json.load(file)
    audit = {}
    for row in read_csv(folder, 'name-audit.csv'):
        audit[row['written']] = row
        before = re.search(r'TeX undone in ([^;]+)', row['reason'])
        if before:
            audit[before.group(1)] = row
    paper_rows = {row['id']: row for row in read_csv(folder, 'papers.csv')}
    checks.equal('papers', sorted(papers), sorted(paper_rows)) if len(papers) < 50 else \
        checks.equal('papers', len(papers), len(paper_rows))
    checks.equal('same ids', set(papers) ^ set(paper_rows), set())
    slots = sum(len(names) for _, _, names in papers.values())
    print(f'     records read {records}, author slots {slots}')

    changed = collections.Counter()
    pairs = collections.Counter()
    authors = set()
    for version, title, names in papers.values():
        people = []
        for name in names:
            row = audit.get(name)
            label = name
            if row is not None and row['action'] != 'kept':
                changed[row['action']] += 1
                label = row['author'] if row['action'] in ('cleaned', 'merged', 'split') else None
            if label and label not in people:
                people.append(label)
        authors.update(people)
        for i, a in enumerate(people):
            for b in people[i + 1:]:
                pairs[(a, b) if a < b else (b, a)] += 1
    print(f'     author slots changed by name, as the audit says: {dict(changed)}')

    author_rows = read_csv(folder, 'authors.csv')
    labels = {row['id']: row['label'] for row in author_rows}
    checks.equal('distinct authors', len(authors), len(author_rows))
    checks.equal('same authors', len(authors ^ set(labels.values())), 0)
    theirs = {}
    behind = {}
    for row in read_csv(folder, 'edges.csv'):
        a, b = sorted((labels[row['source']], labels[row['target']]))
        theirs[a, b] = float(row['weight'])
        behind[a, b] = len(row['paper_ids'].split())
    checks.equal('edges', len(pairs), len(theirs))
    checks.equal('edges with another weight', sum(1 for k, w in pairs.items() if theirs.get(k) != w), 0)
    checks.equal('edges with another number of papers', sum(1 for k, w in pairs.items() if behind.get(k) != w), 0)
    checks.equal('sum of weights', float(sum(pairs.values())), sum(theirs.values()))
    degree = collections.Counter()
    for a, b in pairs:
        degree[a] += 1
        degree[b] += 1
    checks.equal('authors with another degree',
                 sum(1 for row in author_rows if int(row['degree']) != degree[row['label']]), 0)
    sizes = components(authors, pairs)
    network = next(n for n in summary['networks'] if n['kind'] == 'coauthor')
    number = lambda name: network['figures'][name]['value']
    checks.equal('components', len(sizes), number('components'))
    checks.equal('giant component', max(sizes.values(), default=0), number('giant_component'))
    return 1 if checks.failed else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1], sys.argv[2:]))
