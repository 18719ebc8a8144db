/** What an opportunity and what is done about it can be, in words. */
import type { Initiative, Opportunity } from "@/map";

export const STATUSES: Record<NonNullable<Opportunity["status"]>, string> = {
  open: "Open",
  planned: "Planned",
  in_progress: "In progress",
  done: "Done",
  dismissed: "Dismissed",
};

export const KINDS: Record<NonNullable<Opportunity["kind"]>, string> = {
  fix: "Fix",
  improve: "Improve",
  invent: "Invent",
};

export const INITIATIVES: Record<NonNullable<Initiative["type"]>, string> = {
  fix: "Fix",
  content: "Content",
  process: "Process",
  training: "Training",
  chatbot: "Chatbot",
  feedback_prompt: "Asking for feedback",
  re_engagement_message: "Message to win back",
};

export const choices = (words: Record<string, string>) =>
  Object.entries(words).map(([value, label]) => ({ value, label }));
