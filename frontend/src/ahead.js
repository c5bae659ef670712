/* global document, localStorage */
// Fetches what all pages for members share, while what every page starts with is still on its way. Whoever was signed in
// most likely is (`wasSignedIn` in lib/auth/tabs.ts says it of the same note); a visitor waits for nothing of it.
const news = localStorage.getItem("platebook.session");
if (news !== null && news !== "left" && news !== "expired")
  for (const href of document.currentScript.dataset.files.split(" ")) {
    const link = document.createElement("link");
    link.rel = "modulepreload";
    link.href = href;
    document.head.append(link);
  }
