import type { live as English } from "@/lib/texts/en/live.ts";
import type { Same } from "@/lib/texts/same.ts";

/** What is new while one looks. */
export const live: Same<typeof English> = {
  live: {
    waiting: (n) => `${n} đang chờ`,
    waitingFor: (n) => `${n} biển số cần duyệt`,
    atLeast: (n) => `${n}+`,
    newReads: (n, more) => (more ? `Ít nhất ${n} lượt đọc mới` : `${n} lượt đọc mới`),
    show: "Hiện",
    shown: (n) => `Đã hiện ${n} lượt đọc mới.`,
  },
};
