package io.piuptime.app.demo;

/**
 * The text of a prompt.
 *
 * @param all every text in it
 * @param last what the user said last
 */
record DemoPrompt(String all, String last) {}
