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
const WITH_TEXTS = /^(nodes(?!\/PollyBot\/mapping\/headings\/)|credentials|tools\/demo)\//;

/** A text of the code is for a person if it has so many words. */
const FEWEST_WORDS = 4;

/** A sentence has at most so many words. */
const MOST_WORDS = 35;

/** Where a sentence of Markdown ends without a mark: an empty line, a cell of a table, an item of a list, a heading. */
const BREAKS = /\n(?=\s*(?:\n|[-*>#]|\d+\.\s))|(?<=^#.*)\n|\|/m;

const READERS = { md: readPage, ts: readCode, json: readNotes, yml: readForm };

function readPage(source) {
	// What a tool has written is tables and lists.
	const text = source.replace(/<!-- (table|headings|forms)[^]*?<!-- end of/g, (part) => part.replace(/[^\n]/g, ''));
	return [{ line: 1, text }];
}

/** The comments and texts of a source file, with `…` for what is filled in. */
function readCode(source, name) {
	const file = ts.createSourceFile(name, source, ts.ScriptTarget.Latest, true);
	const isTestName = ({ parent }) =>
		ts.isCallExpression(parent) && /^(it|describe)\b/.test(parent.expression.getText());
	const isForPeople = WITH_TEXTS.test(name) ? () => true : isTestName;
	const texts = readComments(source);
	const visit = (node) => {
		const text = textOf(node) ?? '';
		if (text.split(/\s+/).length >= FEWEST_WORDS && !text.startsWith('={{') && isForPeople(node)) {
			const plain = text.replace(/<br ?\/?>/g, '\n').replace(/<\/?\w[^>]*>/g, '');
			for (const part of plain.split('\n')) texts.push({ line: lineAt(source, node.getStart()), text: part });
		}
		ts.forEachChild(node, visit);
	};
	visit(file);
	return texts;
}

/** Comments without their marks, and a blank line before each tag of a docstring: a tag is a separate sentence. */
function readComments(source) {
	const comments = [...source.matchAll(/(?<=^|[\t ;{(,])(\/\*\*?[^]*?\*\/|\/\/ .*)/gm)];
	return comments.map(({ index, 0: comment }) => ({
		line: lineAt(source, index),
		text: comment.replace(/^\/\*+|\*+\/$|^\s*\* ?|^\/\/ /gm, '').replace(/^@(param \S+|\w+)/gm, '\n'),
	}));
}

/** The sentences that are too long. Code is one word, and the address of a link none. */
function longSentences(text) {
	const plain = text
		.replace(/```[^]*?```/g, '')
		.replace(/`[^`]+`|<[^<>]+>/g, 'Code')
		.replace(/\]\([^)]*\)/g, ']');
	const sentences = plain
		.split(BREAKS)
		.flatMap((part) => part.replace(/\s+/g, ' ').split(/(?<=[.?!:])["”)*_]* (?=\W{0,3}[\p{Lu}\d])/u));
	const wordsOf = (sentence) => sentence.match(/[\p{L}\p{N}][^\s—–]*/gu)?.length ?? 0;
	return sentences.filter((sentence) => wordsOf(sentence) > MOST_WORDS);
}

function textOf(node) {
	if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text;
	if (!ts.isTemplateExpression(node)) return undefined;
	return node.head.text + node.templateSpans.map(({ literal }) => `…${literal.text}`).join('');
}

/** The sticky notes of a workflow. */
function readNotes(source) {
	const notes = JSON.parse(source).nodes.filter(({ type }) => type === 'n8n-nodes-base.stickyNote');
	return notes.map(({ parameters: { content } }) => ({
		line: lineAt(source, source.indexOf(JSON.stringify(content))),
		text: content,
	}));
}

/** A form for issues: its lines are sentences or names of settings. */
function readForm(source) {
	return source.split('\n').map((text, index) => ({ line: index + 1, text: text.replace(/^[\s-]*(\w+:)?\s*/, '') }));
}

function lineAt(source, position) {
	return source.slice(0, position).split('\n').length;
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
		for (const sentence of longSentences(text)) {
			console.error(`${file}:${line} More than ${MOST_WORDS} words in a sentence: ${sentence.trim().slice(0, 60)} …`);
			problems += 1;
		}
	}
}
console.log(`Words: ${files.length} files, ${problems} problems`);
if (problems > 0) process.exitCode = 1;
