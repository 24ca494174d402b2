#include "tests/support/unreliable_server.h"

namespace unroll {
namespace {

QByteArray headerIn(const QByteArray& head, const QByteArray& name) {
    for (const QByteArray& line : head.split('\n'))
        if (line.toLower().startsWith(name + ':'))
            return line.mid(name.size() + 1).trimmed();
    return {};
}

QByteArray length(qsizetype bytes) { return "Content-Length: " + QByteArray::number(bytes) + "\r\n"; }

} // namespace

UnreliableServer::UnreliableServer() {
    if (!listen(QHostAddress::LocalHost))
        qFatal("The test's server can't listen.");
    connect(this, &QTcpServer::newConnection, this, &UnreliableServer::accept);
}

QUrl UnreliableServer::url(const QString& path) const {
    return QUrl(QStringLiteral("http://127.0.0.1:%1/%2").arg(serverPort()).arg(path));
}

void UnreliableServer::accept() {
    while (QTcpSocket* socket = nextPendingConnection()) {
        connect(socket, &QTcpSocket::readyRead, this, [this, socket] { read(*socket); });
        connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
    }
}

// One request a connection.
void UnreliableServer::read(QTcpSocket& socket) {
    const QByteArray head = socket.peek(socket.bytesAvailable());
    if (!head.contains("\r\n\r\n"))
        return;
    socket.readAll();
    const Request request{head.split(' ').value(1), headerIn(head, "range")};
    requests_.append(request);
    answer(socket, request, headerIn(head, "if-range"));
}

void UnreliableServer::send(QTcpSocket& socket, const QByteArray& status, const QByteArray& headers,
                            const QByteArray& body) {
    socket.write("HTTP/1.1 " + status + "\r\nConnection: close\r\n" + headers + "\r\n" + body);
}

void UnreliableServer::answer(QTcpSocket& socket, const Request& request, const QByteArray& condition) {
    QList<Reply>& answers = answers_[request.path];
    const Reply answer = answers.isEmpty() ? Reply{.kind = Reply::Status, .status = 404} : answers.first();
    if (answers.size() > 1)
        answers.removeFirst();
    if (answer.kind == Reply::Status)
        send(socket, QByteArray::number(answer.status) + " as told", length(0), {});
    else if (answer.kind == Reply::Redirect)
        send(socket, "302 Found", "Location: " + answer.text + "\r\n" + length(0), {});
    else
        sendFile(socket, answer, request, condition);
    if (answer.kind != Reply::Silence)
        socket.disconnectFromHost();
}

void UnreliableServer::sendFile(QTcpSocket& socket, const Reply& answer, const Request& request,
                                const QByteArray& condition) {
    const QByteArray tag = "ETag: " + answer.tag + "\r\n";
    const qsizetype begin = request.range.isEmpty() || condition != answer.tag
                                ? 0
                                : request.range.mid(6).chopped(1).toLongLong(); // "bytes=N-"
    const QByteArray body = answer.body.mid(begin);
    const QByteArray half = body.first(body.size() / 2);
    const QByteArray status = begin > 0 ? "206 Partial Content" : "200 OK";
    const QByteArray range =
        "Content-Range: bytes " + QByteArray::number(answer.kind == Reply::OtherPart ? begin + 1 : begin) + "-" +
        QByteArray::number(answer.body.size() - 1) + "/" + QByteArray::number(answer.body.size()) + "\r\n";
    const QByteArray headers = tag + (begin > 0 ? range : QByteArray());
    switch (answer.kind) {
    case Reply::BreakOff:
        return send(socket, status, headers + length(body.size()), half);
    case Reply::Silence:
        return send(socket, status, headers + length(body.size()), {});
    case Reply::PromiseMore:
        return send(socket, status, headers + length(2 * body.size() + 1), body);
    case Reply::PromiseLess:
        return send(socket, status, headers + length(half.size()), body);
    case Reply::WithoutLength:
        return send(socket, status, headers, body);
    case Reply::CutOff:
        return send(socket, status, headers, half);
    default:
        return send(socket, status, headers + length(body.size()), body);
    }
}

} // namespace unroll
