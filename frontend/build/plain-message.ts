/** Takes a message for what it is: nothing in it stands for something else. */
export default class PlainMessage {
  private readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  format(): string {
    return this.text;
  }
}
