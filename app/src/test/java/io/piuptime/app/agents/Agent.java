package io.piuptime.app.agents;

import io.piuptime.app.clients.NodeFolder;
import io.piuptime.testkit.turn.UpstreamDialect;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** A command-line agent: what it speaks, which of its tools writes a file, and how it is told where its provider is. */
enum Agent {
    CLAUDE_CODE(UpstreamDialect.ANTHROPIC, "claude-sonnet-4-5", "Write") {
        @Override
        List<String> command(NodeFolder packages) {
            return List.of(
                    "node",
                    packages.module("@anthropic-ai/claude-code/cli-wrapper.cjs").toString(),
                    "--print",
                    TASK,
                    "--model",
                    model(),
                    "--permission-mode",
                    "acceptEdits",
                    "--output-format",
                    "json");
        }

        @Override
        Map<String, String> environment(URI gateway, String key, Path home) {
            return Map.of(
                    "ANTHROPIC_BASE_URL",
                    gateway.toString(),
                    "ANTHROPIC_API_KEY",
                    key,
                    "CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC",
                    "1",
                    "DISABLE_AUTOUPDATER",
                    "1");
        }

        @Override
        String arguments(Path file, String content) {
            return json("file_path", file.toString(), "content", content);
        }
    },

    CODEX(UpstreamDialect.RESPONSES, "gpt-5", "exec_command") {
        @Override
        List<String> command(NodeFolder packages) {
            return List.of(
                    "node",
                    packages.module("@openai/codex/bin/codex.js").toString(),
                    "exec",
                    "--skip-git-repo-check",
                    "--json",
                    TASK);
        }

        @Override
        Map<String, String> environment(URI gateway, String key, Path home) {
            return Map.of("CODEX_HOME", home.toString(), "PIUP_TEST_KEY", key);
        }

        @Override
        Map<Path, String> files(URI gateway, Path home, Path work) {
            return Map.of(home.resolve("config.toml"), """
                    model = "%s"
                    model_provider = "gateway"
                    approval_policy = "never"
                    sandbox_mode = "danger-full-access"
                    check_for_update_on_startup = false

                    [model_providers.gateway]
                    name = "gateway"
                    base_url = "%s/v1"
                    env_key = "PIUP_TEST_KEY"
                    wire_api = "responses"
                    supports_websockets = false

                    [analytics]
                    enabled = false

                    [features]
                    apps = false
                    plugins = false
                    remote_plugin = false
                    """.formatted(model(), gateway));
        }

        // It has no tool for files but its shell.
        @Override
        String arguments(Path file, String content) {
            return json("cmd", "printf '%s' '" + content + "' > '" + file + "'", "workdir", folderOf(file));
        }
    },

    GEMINI_CLI(UpstreamDialect.GEMINI, "gemini-2.5-flash", "write_file") {
        @Override
        List<String> command(NodeFolder packages) {
            return List.of(
                    "node",
                    packages.module("@google/gemini-cli/bundle/gemini.js").toString(),
                    "--prompt",
                    TASK,
                    "--model",
                    model(),
                    "--approval-mode",
                    "auto_edit",
                    "--skip-trust",
                    "--output-format",
                    "json");
        }

        @Override
        Map<String, String> environment(URI gateway, String key, Path home) {
            return Map.of("GOOGLE_GEMINI_BASE_URL", gateway.toString(), "GEMINI_API_KEY", key);
        }

        @Override
        Map<Path, String> files(URI gateway, Path home, Path work) {
            return Map.of(home.resolve(".gemini/settings.json"), """
                    {"general": {"enableAutoUpdate": false, "enableAutoUpdateNotification": false},
                     "privacy": {"usageStatisticsEnabled": false},
                     "telemetry": {"enabled": false},
                     "security": {"auth": {"selectedType": "gemini-api-key"}}}
                    """);
        }

        @Override
        String arguments(Path file, String content) {
            return json("file_path", file.toString(), "content", content);
        }
    },

    OPENCODE(UpstreamDialect.CHAT, "gpt-4o", "write") {
        @Override
        List<String> command(NodeFolder packages) {
            return List.of(
                    packages.module("opencode-linux-x64/bin/opencode").toString(),
                    "run",
                    "--pure",
                    "--format",
                    "json",
                    TASK);
        }

        @Override
        Map<String, String> environment(URI gateway, String key, Path home) {
            return Map.of(
                    "PIUP_TEST_KEY",
                    key,
                    "OPENCODE_DISABLE_AUTOUPDATE",
                    "1",
                    "OPENCODE_DISABLE_MODELS_FETCH",
                    "1",
                    "OPENCODE_DISABLE_LSP_DOWNLOAD",
                    "1",
                    "OPENCODE_DISABLE_DEFAULT_PLUGINS",
                    "1");
        }

        @Override
        Map<Path, String> files(URI gateway, Path home, Path work) {
            Path settings = home.resolve(".config/opencode");
            return Map.of(
                    // else it looks for a newer library of plugins at every start
                    settings.resolve("package-lock.json"),
                    "{\"packages\": {\"\": {\"dependencies\": {\"@opencode-ai/plugin\": \"*\"}}}}",
                    settings.resolve("node_modules/.none"),
                    "",
                    work.resolve("opencode.json"),
                    """
                    {"autoupdate": false, "share": "disabled", "enabled_providers": ["gateway"],
                     "model": "gateway/%1$s", "small_model": "gateway/%1$s",
                     "permission": {"edit": "allow"},
                     "provider": {"gateway": {"npm": "@ai-sdk/openai-compatible", "name": "gateway",
                       "options": {"baseURL": "%2$s/v1", "apiKey": "{env:PIUP_TEST_KEY}"},
                       "models": {"%1$s": {"name": "%1$s"}}}}}
                    """.formatted(model(), gateway));
        }

        @Override
        String arguments(Path file, String content) {
            return json("filePath", file.toString(), "content", content);
        }
    };

    static final String TASK = "Write the word hello into the file hello.txt.";

    private final UpstreamDialect dialect;
    private final String model;
    private final String tool;

    Agent(UpstreamDialect dialect, String model, String tool) {
        this.dialect = dialect;
        this.model = model;
        this.tool = tool;
    }

    /** What it speaks to its provider. */
    UpstreamDialect dialect() {
        return dialect;
    }

    /** The model that it asks for. */
    String model() {
        return model;
    }

    /** The tool of its own that writes a file. */
    String tool() {
        return tool;
    }

    abstract List<String> command(NodeFolder packages);

    /** Whether its package could be installed on a machine of this kind. */
    boolean isInstalled(NodeFolder packages) {
        return command(packages).stream()
                .filter(part -> part.startsWith(packages.path().toString()))
                .allMatch(file -> Files.exists(Path.of(file)));
    }

    /**
     * The variables that it needs beside the usual ones.
     *
     * @param gateway without a path
     */
    abstract Map<String, String> environment(URI gateway, String key, Path home);

    /** The files that it reads its settings from. */
    Map<Path, String> files(URI gateway, Path home, Path work) {
        return Map.of();
    }

    /** What its tool is called with to write this file. */
    abstract String arguments(Path file, String content);

    private static String json(String name, String value, String secondName, String secondValue) {
        return JsonMapper.shared()
                .createObjectNode()
                .put(name, value)
                .put(secondName, secondValue)
                .toString();
    }

    private static String folderOf(Path file) {
        Path folder = file.getParent();
        return folder == null ? "" : folder.toString();
    }
}
