let page = "";
let count: string | null = null;

function write(): void {
  if (page !== "") document.title = count === null ? page : `(${count}) ${page}`;
}

/** The window's title: the page's name, and before it how many alerts nobody has looked at. */
export const windowTitle = {
  ofPage: (title: string): void => {
    page = title;
    write();
  },
  ofAlerts: (text: string | null): void => {
    count = text;
    write();
  },
};
