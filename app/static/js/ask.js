/* The page that asks: puts its parts to work. */

import "./composer.js";
import { showConversations } from "./conversations.js";
import { recall } from "./recalling.js";
import { showRecent } from "./recent.js";
import "./status.js";
import { offerVocabulary } from "./vocabulary.js";

showRecent(document.getElementById("recent"));
offerVocabulary(document.getElementById("vocabulary-opener"));
showConversations();
recall();
