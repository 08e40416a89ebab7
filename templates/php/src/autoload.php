<?php

/**
 * Stands in for Composer's vendor/autoload.php where the parts come from Debian.
 *
 * Every part keeps one class per file, in folders named after the namespace.
 * GPBMetadata is shared by two parts, so each part is asked in turn.
 */
spl_autoload_register(static function (string $class): void {
    $file = '/' . str_replace('\\', '/', $class) . '.php';
    foreach (['clarifai', 'grpc/src/php/lib', 'protobuf'] as $part) {
        $path = __DIR__ . '/' . $part . $file;
        if (is_file($path)) {
            require_once $path;
            return;
        }
    }
});
