import { Editor } from './editor';

/** Returns n8n's editor, which the first file of tests opens in a browser for all. */
export function inEditor(): () => Editor {
	let editor: Editor;
	beforeAll(async () => {
		const kept = keptForAllFiles();
		editor = kept.editorPage ? new Editor(kept.editorPage) : await Editor.open();
		kept.editorPage = editor.page;
	});
	return () => editor;
}
