/** The browser's types, which the pictures need, hide this method of Node's. */
interface Performance {
	eventLoopUtilization(): { readonly idle: number };
}
