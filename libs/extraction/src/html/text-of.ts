import { isText, type AnyNode, type ParentNode } from 'domhandler';

/** Text of an element and all below it, up to a number of characters. */
export function textOf(el: ParentNode, most: number): string {
  let text = '';
  const stack: AnyNode[] = [...el.children].reverse();
  while (stack.length > 0 && text.length < most) {
    const node = stack.pop();
    if (!node) break;
    if (isText(node)) text += node.data;
    else if ('children' in node) {
      for (let i = node.children.length - 1; i >= 0; i--) {
        const child = node.children[i];
        if (child) stack.push(child);
      }
    }
  }
  return text.slice(0, most);
}
