/**
 * Checks the words that people read against tools/words: the pages, the texts of the panel and of errors, the sticky notes
 * of the examples, comments, and the names of tests. `node tools/scripts/lint-words.mjs [files]`. Exits with 1 if there is a problem.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createLinter, loadTextlintrc } from 'textlint';
import ts from 'typescript';

const WHERE = ['*.md', ':!LICENSE.md', '.github/*.yml', '*.ts', 'examples/*.json'];

/** The code whose texts are for people. The texts of other code are data, but for the names of tests. */
const WITH_TEXTS = /^(nodes|credentials|tools\/demo)\//;

/** A text of the code is for a person if it has so many words. */
const FEWEST_WORDS = 4;

const READERS = { md: readPage, ts: readCode, json: readNotes, yml: readForm };

function readPage(source) {
	// What a tool has written is tables and lists.
	return [
		{ line: 1, text: source.replace(/<!-- (table|headings)[^]*?<!-- end of/g, (part) => part.replace(/[^\n]/g, '')) },
	];
}

/** The comments and texts of a source file, with `…` for what is filled in. */
function readCode(source, name) {
	const file = ts.createSourceFile(name, source, ts.ScriptTarget.Latest);
	const isForPeople = WITH_TEXTS.test(name) ? () => true : isTestName;
	const texts = readComments(source);
	const visit = (node) => {
		const text = isForPeople(node) ? textOf(node) : undefined;
		if (text !== undefined && text.split(/\s+/).length >= FEWEST_WORDS && !text.startsWith('={{')) {
			const line = file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1;
			for (const part of withoutTags(text).split('\n')) texts.push({ line, text: part });
		}
		ts.forEachChild(node, (child) => {
			child.parent = node;
			visit(child);
		});
	};
	visit(file);
	return texts;
}

function isTestName({ parent }) {
	return parent !== undefined && ts.isCallExpression(parent) && /^(it|describe)\b/.test(nameOf(parent.expression));
}

function nameOf(expression) {
	if (ts.isIdentifier(expression)) return expression.text;
	return 'expression' in expression ? nameOf(expression.expression) : '';
}

/** Comments without their marks, and a blank line before each tag of a docstring: a tag is a separate sentence. */
function readComments(source) {
	const comments = [];
	const line = (position) => source.slice(0, position).split('\n').length;
	for (const { index, 0: comment } of source.matchAll(/(?<=^|[\t ;{(,])(\/\*\*?[^]*?\*\/|\/\/ .*)/gm)) {
		const text = comment.replace(/^\/\*+|\*+\/$|^\s*\* ?|^\/\/ /gm, '').replace(/^@(param \S+|\w+)/gm, '\n');
		comments.push({ line: line(index), text });
	}
	return comments;
}

function textOf(node) {
	if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text;
	if (!ts.isTemplateExpression(node)) return undefined;
	return node.head.text + node.templateSpans.map(({ literal }) => `…${literal.text}`).join('');
}

function withoutTags(text) {
	return text.replace(/<br ?\/?>/g, '\n').replace(/<\/?\w[^>]*>/g, '');
}

/** The sticky notes of a workflow. */
function readNotes(source) {
	const notes = JSON.parse(source).nodes.filter(({ type }) => type === 'n8n-nodes-base.stickyNote');
	return notes.map(({ parameters: { content } }) => ({ line: lineOf(source, JSON.stringify(content)), text: content }));
}

/** A form for issues: its lines are sentences or names of settings. */
function readForm(source) {
	return source.split('\n').map((text, index) => ({ line: index + 1, text: text.replace(/^[\s-]*(\w+:)?\s*/, '') }));
}

function lineOf(source, part) {
	return source.slice(0, source.indexOf(part)).split('\n').length;
}

function filesToCheck() {
	const listed = ['ls-files', '--cached', '--others', '--exclude-standard', '--deduplicate', ...WHERE];
	return execFileSync('git', listed, { encoding: 'utf8' }).split('\n').filter(Boolean);
}

const linter = createLinter({ descriptor: await loadTextlintrc({ configFilePath: 'tools/words/textlint.json' }) });
const files = process.argv.length > 2 ? process.argv.slice(2) : filesToCheck();
let problems = 0;
for (const file of files) {
	const read = READERS[file.split('.').at(-1)];
	for (const { line, text } of read(readFileSync(file, 'utf8'), file)) {
		const { messages } = await linter.lintText(text, 'text.md');
		for (const { ruleId, message, loc } of messages) {
			console.error(`${file}:${line + loc.start.line - 1} ${message.split('\n')[0]} (${ruleId})`);
			problems += 1;
		}
	}
}
console.log(`Words: ${files.length} files, ${problems} problems`);
if (problems > 0) process.exitCode = 1;
